/** Decisions as people and programs read them: one set of values, printed as a table or as JSON. */
@NullMarked
package dev.heterodyne.cli.report;

import org.jspecify.annotations.NullMarked;

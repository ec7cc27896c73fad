/** The command line. */
@NullMarked
package dev.heterodyne.cli;

import org.jspecify.annotations.NullMarked;

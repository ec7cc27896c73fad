/** The command line: {@code heterodyne plan}, {@code explain} and the others. */
@NullMarked
package dev.heterodyne.cli;

import org.jspecify.annotations.NullMarked;

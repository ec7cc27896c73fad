/** The demo: the R2 story on a real control plane of its own. */
@NullMarked
package dev.heterodyne.cli.demo;

import org.jspecify.annotations.NullMarked;

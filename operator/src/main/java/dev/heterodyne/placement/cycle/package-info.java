/** One scheduling cycle: every waiting job decided over one snapshot. */
@NullMarked
package dev.heterodyne.placement.cycle;

import org.jspecify.annotations.NullMarked;

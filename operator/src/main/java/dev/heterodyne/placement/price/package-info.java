/** Shadow prices of scarce accelerators. */
@NullMarked
package dev.heterodyne.placement.price;

import org.jspecify.annotations.NullMarked;

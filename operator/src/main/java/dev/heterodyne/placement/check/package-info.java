/** Figures that cannot be reckoned with, refused by field and reason before any formula sees them. */
@NullMarked
package dev.heterodyne.placement.check;

import org.jspecify.annotations.NullMarked;

/** The three axes of expected goodput, one small class each: compute, interconnect, maturity. */
@NullMarked
package dev.heterodyne.placement.score;

import org.jspecify.annotations.NullMarked;

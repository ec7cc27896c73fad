/** Readings of a load in, the load to carry out: replicas come at once and go only where it is sure that they are not needed. */
@NullMarked
package dev.heterodyne.scaling;

import org.jspecify.annotations.NullMarked;

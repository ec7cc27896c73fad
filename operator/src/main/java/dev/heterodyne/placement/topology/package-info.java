/** Topology domains and the fit of a gang or of replicas into them. */
@NullMarked
package dev.heterodyne.placement.topology;

import org.jspecify.annotations.NullMarked;

/** Why an attempt ended: from what its pods, nodes and messages show to an outcome. */
@NullMarked
package dev.heterodyne.evidence.attribution;

import org.jspecify.annotations.NullMarked;

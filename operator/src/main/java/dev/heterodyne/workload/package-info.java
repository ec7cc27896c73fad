/** Pure functions from a job and its placement to the Kubernetes objects that carry it out. */
@NullMarked
package dev.heterodyne.workload;

import org.jspecify.annotations.NullMarked;

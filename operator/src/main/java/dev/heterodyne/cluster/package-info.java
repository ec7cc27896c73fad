/**
 * What a Kubernetes cluster holds, in the words of the placement core: readers turn API objects into plain values or into
 * {@link dev.heterodyne.cluster.Fault}s, and {@link dev.heterodyne.cluster.ClusterState} keeps them up to date.
 */
@NullMarked
package dev.heterodyne.cluster;

import org.jspecify.annotations.NullMarked;

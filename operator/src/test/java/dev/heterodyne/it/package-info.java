/**
 * The integration suite: the operator as a process of its own, under the rights of the shipped chart, against a real
 * control plane. It is one that {@code hack/control-plane} starts, or the one of {@code KUBECONFIG}.
 */
package dev.heterodyne.it;

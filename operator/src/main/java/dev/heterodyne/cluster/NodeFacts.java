package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Map;

/**
 * What placement needs to know of a node; heartbeats leave it equal.
 *
 * @param capacity devices by extended resource
 * @param allocatable devices that the kubelet offers, at most the capacity
 * @param ready whether the kubelet reports and is healthy
 * @param cordoned whether new pods are kept away
 * @param taints only those that keep pods away and that readiness does not cover already
 */
record NodeFacts(
        String name,
        Map<String, String> labels,
        Map<String, Integer> capacity,
        Map<String, Integer> allocatable,
        boolean ready,
        boolean cordoned,
        List<Taint> taints) {
    NodeFacts {
        labels = Map.copyOf(labels);
        capacity = Map.copyOf(capacity);
        allocatable = Map.copyOf(allocatable);
        taints = List.copyOf(taints);
    }
}

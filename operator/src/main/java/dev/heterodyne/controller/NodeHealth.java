package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All of a node that tells whether what runs there is in trouble; heartbeats leave it equal.
 *
 * @param conditions status by type
 * @param allocatable devices that it offers
 * @param cordoned whether it takes no new pods
 * @param marks labels and annotations, among which device plugins note faults
 */
record NodeHealth(
        Map<String, String> conditions,
        Map<String, Quantity> allocatable,
        boolean cordoned,
        Map<String, String> marks) {
    static final NodeHealth GONE = new NodeHealth(Map.of(), Map.of(), false, Map.of());
    private static final Predicate<String> EXTENDED = resource -> resource.contains("/");

    static NodeHealth of(Node node) {
        NodeStatus status = Optional.ofNullable(node.getStatus()).orElseGet(NodeStatus::new);
        Map<String, String> conditions = new HashMap<>();
        for (NodeCondition condition : status.getConditions()) {
            conditions.put(condition.getType(), condition.getStatus());
        }
        Map<String, Quantity> devices = new HashMap<>(orEmpty(status.getAllocatable()));
        devices.keySet().removeIf(EXTENDED.negate());
        Map<String, String> marks = new HashMap<>(orEmpty(node.getMetadata().getLabels()));
        marks.putAll(orEmpty(node.getMetadata().getAnnotations()));
        return new NodeHealth(conditions, devices, ClusterView.isCordoned(node), marks);
    }

    private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }
}

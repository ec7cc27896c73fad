package dev.heterodyne.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a node offers. */
final class NodeReader {
    private static final String NOT_READY = "node.kubernetes.io/not-ready";
    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    /** Taints that the node controller derives from what is read here anyway, and sets late. */
    private static final Set<String> COVERED = Set.of(NOT_READY, UNREACHABLE, "node.kubernetes.io/unschedulable");

    private static final Set<String> REPELLING = Set.of("NoSchedule", "NoExecute");

    Reading<NodeFacts> read(Node node) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(node));
        NodeSpec spec = Optional.ofNullable(node.getSpec()).orElseGet(NodeSpec::new);
        NodeStatus status = Optional.ofNullable(node.getStatus()).orElseGet(NodeStatus::new);
        List<Taint> taints = Optional.ofNullable(spec.getTaints()).orElse(List.of());
        Map<String, Integer> capacity = Quantities.extended("status.capacity", status.getCapacity(), checks);
        Map<String, Integer> allocatable = Quantities.extended("status.allocatable", status.getAllocatable(), checks);
        // As the API server does: each of the two defaults to the other where it is absent altogether.
        if (isAbsent(status.getCapacity())) {
            capacity = allocatable;
        } else if (isAbsent(status.getAllocatable())) {
            allocatable = capacity;
        }
        NodeFacts facts = new NodeFacts(
                node.getMetadata().getName(),
                Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of()),
                capacity,
                atMost(capacity, allocatable),
                ready(status, taints),
                Boolean.TRUE.equals(spec.getUnschedulable()),
                taints.stream()
                        .filter(t -> REPELLING.contains(t.getEffect()) && !COVERED.contains(t.getKey()))
                        .map(NodeReader::withoutTime)
                        .toList());
        return new Reading<>(Optional.of(facts), checks.faults());
    }

    private static boolean isAbsent(@Nullable Map<?, ?> map) {
        return map == null || map.isEmpty();
    }

    private static Map<String, Integer> atMost(Map<String, Integer> capacity, Map<String, Integer> allocatable) {
        Map<String, Integer> least = new HashMap<>();
        allocatable.forEach(
                (resource, count) -> least.put(resource, Math.min(count, capacity.getOrDefault(resource, 0))));
        return least;
    }

    private static boolean ready(NodeStatus status, List<Taint> taints) {
        return Optional.ofNullable(status.getConditions()).orElse(List.of()).stream()
                .filter(c -> "Ready".equals(c.getType()))
                .findFirst()
                .map(c -> "True".equals(c.getStatus()))
                .orElseGet(() ->
                        taints.stream().noneMatch(t -> NOT_READY.equals(t.getKey()) || UNREACHABLE.equals(t.getKey())));
    }

    private static Taint withoutTime(Taint taint) {
        return new Taint(taint.getEffect(), taint.getKey(), null, taint.getValue());
    }
}

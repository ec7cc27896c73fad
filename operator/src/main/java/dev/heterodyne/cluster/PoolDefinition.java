package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.topology.TopologyLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A pool as its manifest describes it.
 *
 * @param levelLabels node labels of the levels above the node, outermost first
 * @param levels levels, outermost first; one more than {@code levelLabels}, the last one is the node
 * @param learned maturity that earlier runs left in status
 */
record PoolDefinition(
        String name,
        long createdMillis,
        String className,
        NodeSelection selection,
        Tolerance tolerance,
        List<String> levelLabels,
        List<TopologyLevel> levels,
        Map<WorkloadKind, Learned> learned) {
    /** The older pool comes first and keeps a node that two claim. */
    static final Comparator<PoolDefinition> BY_AGE =
            Comparator.comparingLong(PoolDefinition::createdMillis).thenComparing(PoolDefinition::name);

    PoolDefinition {
        levelLabels = List.copyOf(levelLabels);
        levels = List.copyOf(levels);
        learned = Map.copyOf(learned);
    }

    /** Stands in for a pool whose manifest cannot be read: it selects nothing. */
    static PoolDefinition unreadable(String name) {
        return new PoolDefinition(
                name,
                Long.MAX_VALUE,
                "",
                new NodeSelection(Map.of(), List.of()),
                new Tolerance(List.of()),
                List.of(),
                List.of(new TopologyLevel("node", 1)),
                Map.of());
    }

    /** Whether the two differ in nothing but what has been learned. */
    boolean sameNodesAs(PoolDefinition other) {
        return new PoolDefinition(
                        name, createdMillis, className, selection, tolerance, levelLabels, levels, other.learned)
                .equals(other);
    }

    /** Maturity figures of one kind of workload, where status has them. */
    record Learned(Optional<MaturityState> state, OptionalDouble completion, OptionalDouble mtbfHours) {
        static final Learned NOTHING = new Learned(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Whether a node belongs to the pool, by its labels or, with no selector, by what it offers. */
    boolean selects(NodeFacts node, String resourceName) {
        return selection.isEmpty() ? node.capacity().containsKey(resourceName) : selection.matches(node.labels());
    }

    /** Domains of a node, outermost first. Without the label of a level it is alone in a domain of its own name. */
    List<String> path(NodeFacts node) {
        List<String> path = new ArrayList<>();
        levelLabels.forEach(label -> path.add(node.labels().getOrDefault(label, node.name())));
        path.add(node.name());
        return path;
    }
}

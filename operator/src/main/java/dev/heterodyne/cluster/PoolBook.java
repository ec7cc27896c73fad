package dev.heterodyne.cluster;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.PoolProblem;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pool with the nodes that it holds at the moment. */
final class PoolBook {
    private PoolDefinition definition;
    private final Optional<Chip> chip;
    private final Optional<PoolProblem> problem;
    private final Map<String, Standing> nodes = new TreeMap<>();
    private final Map<String, String> contested = new TreeMap<>();
    private @Nullable TopologyTree tree;

    /**
     * A node of the pool.
     *
     * @param placeable accelerators that may be placed on, 0 while the node takes no pods of the pool
     * @param open whether the node takes pods of the pool
     */
    private record Standing(int total, int healthy, int placeable, boolean open, List<String> path) {}

    PoolBook(String name, Reading<PoolDefinition> pool, @Nullable Reading<Chip> accelerator) {
        this.definition = pool.value().orElseGet(() -> PoolDefinition.unreadable(name));
        this.chip = pool.value().isEmpty() || accelerator == null ? Optional.empty() : accelerator.value();
        this.problem = chip.isPresent() ? Optional.empty() : Optional.of(problem(pool, accelerator));
    }

    private static PoolProblem problem(Reading<PoolDefinition> pool, @Nullable Reading<Chip> accelerator) {
        if (pool.value().isEmpty()) {
            return new PoolProblem(Reason.ClassIncomplete, first(pool.faults()));
        }
        if (accelerator == null) {
            String className = pool.value().get().className();
            return new PoolProblem(
                    Reason.ClassNotFound,
                    "there is no AcceleratorClass " + className + "; create it or correct className");
        }
        return new PoolProblem(Reason.ClassIncomplete, first(accelerator.faults()));
    }

    private static String first(List<Fault> faults) {
        return faults.isEmpty() ? "cannot be read" : faults.get(0).toString();
    }

    PoolDefinition definition() {
        return definition;
    }

    /** Takes over what has been learned; nodes stay as they are. */
    void learn(PoolDefinition newer) {
        definition = newer;
    }

    boolean claims(NodeFacts node) {
        return chip.isPresent() && definition.selects(node, chip.get().resourceName());
    }

    /** Extended resource of the class, empty where there is no class. */
    Optional<String> resource() {
        return chip.map(Chip::resourceName);
    }

    boolean holds(String node) {
        return nodes.containsKey(node);
    }

    /** Accelerators of a node that may be placed on. */
    int placeable(String node) {
        Standing standing = nodes.get(node);
        return standing == null ? 0 : standing.placeable;
    }

    /** Whether a node takes pods of the pool. */
    boolean isOpen(String node) {
        Standing standing = nodes.get(node);
        return standing != null && standing.open;
    }

    /** Takes a node in, or takes note of its change; false where all stays as it was. */
    boolean join(NodeFacts node) {
        String resource = resource().orElse("");
        int healthy = node.ready() ? node.allocatable().getOrDefault(resource, 0) : 0;
        boolean open =
                node.ready() && !node.cordoned() && definition.tolerance().admits(node.taints());
        Standing now = new Standing(
                node.capacity().getOrDefault(resource, 0), healthy, open ? healthy : 0, open, definition.path(node));
        Standing before = nodes.put(node.name(), now);
        if (before == null || !before.path.equals(now.path)) {
            tree = null;
        }
        return !now.equals(before);
    }

    /** Lets a node go; false where it was not in the pool. */
    boolean leave(String node) {
        boolean left = nodes.remove(node) != null;
        if (left) {
            tree = null;
        }
        return left;
    }

    /** Notes which pool holds a node that this one selects too, or that none does; false where that is known. */
    boolean contest(String node, @Nullable String holder) {
        String before = holder == null ? contested.remove(node) : contested.put(node, holder);
        return holder == null ? before != null : !holder.equals(before);
    }

    Pool toPool() {
        return new Pool(
                definition.name(),
                chip,
                problem,
                topology(),
                nodes.values().stream().mapToInt(Standing::healthy).sum(),
                maturity());
    }

    PoolFacts facts(Ledger ledger) {
        String pool = definition.name();
        return new PoolFacts(
                nodes.size(),
                (int) nodes.values().stream().filter(Standing::open).count(),
                nodes.values().stream().mapToInt(Standing::total).sum(),
                nodes.values().stream().mapToInt(Standing::healthy).sum(),
                nodes.keySet().stream().mapToInt(n -> ledger.used(pool, n)).sum(),
                nodes.keySet().stream().mapToInt(n -> ledger.free(pool, n)).sum(),
                maturity(),
                chip.map(Chip::prior).orElse(Map.of()),
                problem,
                contested.entrySet().stream()
                        .map(e -> e.getKey() + " (held by " + e.getValue() + ")")
                        .toList(),
                definition.className());
    }

    private TopologyTree topology() {
        TopologyTree current = tree;
        if (current == null) {
            current = TopologyTree.of(
                    definition.levels(),
                    nodes.entrySet().stream()
                            .map(e -> new TopologyTree.Leaf(
                                    e.getKey(), e.getValue().path()))
                            .toList());
            tree = current;
        }
        return current;
    }

    private Map<WorkloadKind, Maturity> maturity() {
        Map<WorkloadKind, Maturity> maturity = new EnumMap<>(WorkloadKind.class);
        for (WorkloadKind kind : WorkloadKind.values()) {
            Prior prior =
                    chip.map(c -> c.prior().getOrDefault(kind, Prior.DEFAULT)).orElse(Prior.DEFAULT);
            PoolDefinition.Learned learned = definition.learned().getOrDefault(kind, PoolDefinition.Learned.NOTHING);
            maturity.put(
                    kind,
                    new Maturity(
                            learned.state().orElse(MaturityState.UNPROVEN),
                            learned.completion().orElse(prior.completion()),
                            learned.mtbfHours().orElse(prior.mtbfHours())));
        }
        return maturity;
    }
}

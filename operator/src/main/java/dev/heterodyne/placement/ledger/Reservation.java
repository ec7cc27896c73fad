package dev.heterodyne.placement.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accelerators that a job holds on nodes of one pool.
 *
 * @param pool the pool
 * @param acceleratorsByNode accelerators per node name, each above 0
 */
public record Reservation(String pool, Map<String, Integer> acceleratorsByNode) {
    public Reservation {
        acceleratorsByNode = Map.copyOf(acceleratorsByNode);
    }

    /** Of one pod per entry of {@code nodes}, each with the same number of accelerators. */
    public static Reservation of(String pool, List<String> nodes, int acceleratorsPerReplica) {
        Map<String, Integer> byNode = new LinkedHashMap<>();
        nodes.forEach(n -> byNode.merge(n, acceleratorsPerReplica, Integer::sum));
        return new Reservation(pool, byNode);
    }

    /** Accelerators in all. */
    public int total() {
        return acceleratorsByNode.values().stream().mapToInt(Integer::intValue).sum();
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Request;
import java.util.List;
import java.util.Map;

/**
 * Everything one cycle looks at.
 *
 * @param pools in name order
 * @param policies by name
 * @param waiting jobs without a placement, in any order
 * @param placed jobs that hold accelerators
 * @param ledger who holds what; the cycle works on a copy of its own
 * @param leaderWorkerSets whether the cluster can run replicas of several pods
 */
public record Snapshot(
        List<Pool> pools,
        Map<String, Policy> policies,
        List<Request> waiting,
        List<Placed> placed,
        Ledger ledger,
        boolean leaderWorkerSets) {
    /** A cluster that can run replicas of several pods. */
    public Snapshot(
            List<Pool> pools, Map<String, Policy> policies, List<Request> waiting, List<Placed> placed, Ledger ledger) {
        this(pools, policies, waiting, placed, ledger, true);
    }

    public Snapshot {
        pools = List.copyOf(pools);
        policies = Map.copyOf(policies);
        waiting = List.copyOf(waiting);
        placed = List.copyOf(placed);
    }
}

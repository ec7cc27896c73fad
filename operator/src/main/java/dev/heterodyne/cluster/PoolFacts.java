package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.PoolProblem;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pool in figures, as its status shows them.
 *
 * @param nodes nodes in the pool
 * @param readyNodes nodes that are Ready and take pods of the pool
 * @param total accelerators by the capacity of all nodes
 * @param healthy accelerators allocatable on Ready nodes
 * @param allocated accelerators held by pods of anyone or reserved by placements
 * @param free accelerators open to a new placement
 * @param maturity belief per kind of workload
 * @param priors of the class per kind, where it states them
 * @param problem why the pool takes nothing, where that is so
 * @param contestedNodes nodes that it selects but an older pool holds, each as {@code node (held by pool)}, in order
 * @param chip name of the class
 */
public record PoolFacts(
        int nodes,
        int readyNodes,
        int total,
        int healthy,
        int allocated,
        int free,
        Map<WorkloadKind, Maturity> maturity,
        Map<WorkloadKind, Prior> priors,
        Optional<PoolProblem> problem,
        List<String> contestedNodes,
        String chip) {
    public PoolFacts {
        maturity = Map.copyOf(maturity);
        priors = Map.copyOf(priors);
        contestedNodes = List.copyOf(contestedNodes);
    }
}

package dev.heterodyne.placement.model;

import dev.heterodyne.placement.topology.TopologyTree;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes that hold one chip.
 *
 * @param name name of the pool
 * @param chip what the nodes hold; empty where {@code problem} says why not
 * @param problem why nothing can be placed here, for example a missing class
 * @param topology nodes under their domains
 * @param healthy accelerators on Ready nodes, held or not
 * @param maturity belief per kind of workload
 */
public record Pool(
        String name,
        Optional<Chip> chip,
        Optional<PoolProblem> problem,
        TopologyTree topology,
        int healthy,
        Map<WorkloadKind, Maturity> maturity) {
    public Pool {
        maturity = Map.copyOf(maturity);
    }
}

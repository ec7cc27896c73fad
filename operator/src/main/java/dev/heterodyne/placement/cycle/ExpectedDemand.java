package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * Demand that the policy expects beyond what waits and runs, so that prices hold while the cluster is quiet. Idle capacity is
 * shared among the kinds by how far each is below its expected share; in a busy cluster nothing is left of it.
 */
final class ExpectedDemand {
    private ExpectedDemand() {}

    /**
     * Accelerators expected per kind.
     *
     * @param observed accelerators that each kind's jobs hold or wait for
     * @param capacity accelerators of the cluster
     */
    static Map<WorkloadKind, Double> beyond(Map<WorkloadKind, Double> observed, Policy policy, double capacity) {
        Map<WorkloadKind, Double> gaps = new EnumMap<>(WorkloadKind.class);
        double idle = capacity;
        double gapTotal = 0;
        for (WorkloadKind kind : WorkloadKind.values()) {
            double seen = observed.getOrDefault(kind, 0.0);
            double gap = Math.max(0, policy.expectedDemand().getOrDefault(kind, 0.0) * capacity - seen);
            gaps.put(kind, gap);
            gapTotal += gap;
            idle -= seen;
        }
        double share = gapTotal > 0 ? Math.min(1, Math.max(0, idle) / gapTotal) : 0;
        gaps.replaceAll((kind, gap) -> gap * share);
        return gaps;
    }
}

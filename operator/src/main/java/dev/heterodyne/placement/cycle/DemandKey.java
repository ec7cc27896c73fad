package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.WorkloadKind;
import java.util.Arrays;
import java.util.List;

/**
 * Jobs of one kind with the same feasible pools and values belong together.
 *
 * @param valueByPool in pool order; -1 where the pool is infeasible
 */
record DemandKey(WorkloadKind kind, List<Double> valueByPool) implements Comparable<DemandKey> {
    double[] values() {
        return valueByPool.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public int compareTo(DemandKey other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Arrays.compare(values(), other.values());
    }
}

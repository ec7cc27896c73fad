package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.price.DemandClass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Prices outlive a cycle until demand or capacity moves; they follow from those alone. */
final class PriceMemory {
    private Map<DemandKey, List<Double>> demand = Map.of();
    private double[] capacity = {};
    private final Map<DemandKey, double[]> byClass = new HashMap<>();
    private final Map<WorkloadKind, double[]> byKind = new EnumMap<>(WorkloadKind.class);

    /** Forgets what was solved for another demand or another capacity. */
    void keepFor(Map<DemandKey, DemandClass> classes, double[] capacityNow) {
        Map<DemandKey, List<Double>> demandNow = new LinkedHashMap<>();
        classes.forEach((key, c) -> demandNow.put(key, List.of(c.accelerators(), c.expected())));
        if (!demandNow.equals(demand) || !Arrays.equals(capacityNow, capacity)) {
            byClass.clear();
            byKind.clear();
            demand = demandNow;
            capacity = capacityNow.clone();
        }
    }

    double[] ofClass(DemandKey key, Supplier<double[]> solve) {
        return byClass.computeIfAbsent(key, k -> solve.get());
    }

    double[] ofKind(WorkloadKind kind, Supplier<double[]> solve) {
        return byKind.computeIfAbsent(kind, k -> solve.get());
    }
}

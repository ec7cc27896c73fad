package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.price.DemandClass;
import dev.heterodyne.placement.price.ShadowPrices;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Prices of one cycle: what the demand of all other workload classes makes each pool worth. */
final class PriceBook {
    private final Outlook outlook;
    private final Map<Demand.ClassKey, DemandClass> classes;
    private final double[] capacity;
    private final Map<Demand.ClassKey, double[]> byClass = new HashMap<>();

    PriceBook(Outlook outlook, Stream<Request> jobs) {
        this.outlook = outlook;
        this.classes = Demand.classes(outlook, jobs);
        this.capacity = outlook.views().stream().mapToDouble(PoolView::lendable).toArray();
    }

    /** What a job is charged per accelerator, per pool in pool order. */
    double[] chargedTo(Request request) {
        return Demand.keyOf(outlook, request)
                .map(key -> byClass.computeIfAbsent(key, this::withoutClass))
                .orElseGet(() -> chargedTo(request.kind()));
    }

    /** What a job of a kind is charged by the other kinds, per pool in pool order. */
    double[] chargedTo(WorkloadKind kind) {
        return ShadowPrices.solve(
                List.copyOf(classes.values()), c -> c.kind() == kind ? 0 : c.accelerators() + c.expected(), capacity);
    }

    private double[] withoutClass(Demand.ClassKey key) {
        DemandClass own = classes.get(key);
        return ShadowPrices.solve(
                List.copyOf(classes.values()),
                c -> {
                    if (c == own) {
                        return 0;
                    }
                    return c.accelerators() + (c.kind() == key.kind() ? 0 : c.expected());
                },
                capacity);
    }

    /** Prices by pool name and kind. */
    Map<String, Map<WorkloadKind, Double>> byPool() {
        Map<String, Map<WorkloadKind, Double>> result = new HashMap<>();
        for (WorkloadKind kind : WorkloadKind.values()) {
            double[] prices = chargedTo(kind);
            for (int p = 0; p < prices.length; p++) {
                result.computeIfAbsent(outlook.views().get(p).pool().name(), n -> new EnumMap<>(WorkloadKind.class))
                        .put(kind, prices[p]);
            }
        }
        return result;
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.price.DemandClass;
import dev.heterodyne.placement.price.ShadowPrices;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Prices of one cycle: what the demand of all other workload classes makes each pool worth. */
final class PriceBook {
    private final Outlook outlook;
    private final Demand demand;
    private final List<DemandClass> classes;
    private final double[] capacity;
    private final PriceMemory memory;

    PriceBook(Outlook outlook, Demand demand, PriceMemory memory) {
        this.outlook = outlook;
        this.demand = demand;
        this.classes = List.copyOf(demand.classes().values());
        this.capacity = outlook.views().stream().mapToDouble(PoolView::lendable).toArray();
        this.memory = memory;
        memory.keepFor(demand.classes(), capacity);
    }

    /** What a job is charged per accelerator, per pool in pool order. */
    double[] chargedTo(Request request) {
        return demand.keyOf(request)
                .map(key -> memory.ofClass(key, () -> withoutClass(key)))
                .orElseGet(() -> chargedTo(request.kind()));
    }

    /** What a job of a kind is charged by the other kinds, per pool in pool order. */
    double[] chargedTo(WorkloadKind kind) {
        return memory.ofKind(kind, () -> solve(c -> c.kind() == kind ? 0 : c.accelerators() + c.expected()));
    }

    private double[] withoutClass(DemandKey key) {
        DemandClass own = demand.classes().get(key);
        return solve(c -> {
            if (c == own) {
                return 0;
            }
            return c.accelerators() + (c.kind() == key.kind() ? 0 : c.expected());
        });
    }

    private double[] solve(ToDoubleFunction<DemandClass> wanted) {
        return ShadowPrices.solve(classes, wanted, capacity);
    }

    /** Prices by pool name and kind. */
    Map<String, Map<WorkloadKind, Double>> byPool() {
        Map<String, Map<WorkloadKind, Double>> result = new HashMap<>();
        Arrays.stream(WorkloadKind.values()).forEach(kind -> {
            double[] prices = chargedTo(kind);
            for (int p = 0; p < prices.length; p++) {
                result.computeIfAbsent(outlook.views().get(p).pool().name(), n -> new EnumMap<>(WorkloadKind.class))
                        .put(kind, prices[p]);
            }
        });
        return result;
    }
}

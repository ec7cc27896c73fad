package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.FreeCounts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many free accelerators a placement puts out of reach of the demand that waits and runs: the fragmentation gradient of
 * Weng et al. (Beware of Fragmentation, ATC'23), in expectation over an accelerator's worth of demand drawn at random. A
 * shape of demand cannot use what is free in pools that can never take it, on nodes too small for one of its replicas, nor
 * where the whole gang has no place left.
 */
final class Fragmentation {
    /** Accelerators wanted, by shape. */
    private final Map<Prospects, Double> demand;

    private final double total;
    private final Map<PoolView, List<Need>> needs = new HashMap<>();

    /** Part of the demand, 0 to 1, that asks the same of a pool. */
    private record Need(Gang gang, double share) {
        long unusable(FreeCounts free) {
            return free.unusable(gang.pods, gang.acceleratorsPerPod);
        }
    }

    private record Gang(int pods, int acceleratorsPerPod) {
        static final Comparator<Gang> ORDER =
                Comparator.comparingInt(Gang::pods).thenComparingInt(Gang::acceleratorsPerPod);

        /** Replicas that serve need not be together, so each counts for itself: the gang is its pods. */
        static Gang of(Assessment assessment) {
            Variant variant = assessment.variant().orElseThrow();
            return new Gang(
                    assessment.serving().isPresent() ? variant.podsPerReplica() : variant.replicas(),
                    variant.acceleratorsPerPod());
        }
    }

    Fragmentation(Map<Prospects, Double> demand) {
        this.demand = demand;
        // Whole numbers, so the sum does not depend on the order.
        this.total = demand.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Unusable accelerators once these nodes of a pool went to replicas of a variant, less those before; negative for good. */
    double growth(PoolView view, Variant variant, Fit fit) {
        FreeCounts before = view.freeCounts();
        FreeCounts after = view.freeCountsAfter(variant, fit);
        long taken = (long) fit.nodes().size() * variant.acceleratorsPerPod();
        // To demand that the pool can never take, all that is taken was of no use.
        double growth = -taken;
        for (Need need : needs.computeIfAbsent(view, this::needsOf)) {
            growth += need.share * (taken + need.unusable(after) - need.unusable(before));
        }
        return growth;
    }

    private List<Need> needsOf(PoolView view) {
        Map<Gang, Double> wanted = new TreeMap<>(Gang.ORDER);
        demand.forEach((prospects, accelerators) -> {
            Assessment assessment = prospects.of(view.pool().name());
            if (assessment.feasible()) {
                wanted.merge(Gang.of(assessment), accelerators, Double::sum);
            }
        });
        return wanted.entrySet().stream()
                .map(e -> new Need(e.getKey(), e.getValue() / total))
                .toList();
    }
}

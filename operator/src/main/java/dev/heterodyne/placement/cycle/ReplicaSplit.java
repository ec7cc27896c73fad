package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many replicas each pool serves, from pools in order of preference. */
final class ReplicaSplit {
    private static final double CARRIED = 1e-9;

    private ReplicaSplit() {}

    /** All replicas in one pool: the first that carries the load, else the first that holds the minimum. */
    static Map<Assessment, Integer> single(InferenceRequest request, List<Assessment> pools) {
        for (Assessment pool : pools) {
            if (fits(pool, pool.replicas()) == pool.replicas()) {
                return Map.of(pool, pool.replicas());
            }
        }
        return pools.stream()
                .findFirst()
                .map(pool -> Map.of(pool, fits(pool, pool.replicas())))
                .orElse(Map.of());
    }

    /**
     * Spills over: each pool takes what it can of the load that is left, counted by how many of its replicas would carry all
     * of it. Empty where the pools together hold less than the minimum.
     */
    static Map<Assessment, Integer> hybrid(InferenceRequest request, List<Assessment> pools) {
        Map<Assessment, Integer> split = new LinkedHashMap<>();
        double left = 1;
        int total = 0;
        for (Assessment pool : pools) {
            if (left <= CARRIED || split.size() == request.maxPools()) {
                break;
            }
            int wanted = Math.min(
                    (int) Math.ceil(left * pool.replicas() - CARRIED),
                    request.replicas().max() - total);
            int here = fits(pool, wanted);
            if (here > 0) {
                split.put(pool, here);
                total += here;
                left -= (double) here / pool.replicas();
            }
        }
        int missing = request.replicas().min() - total;
        for (Map.Entry<Assessment, Integer> entry : split.entrySet()) {
            if (missing > 0) {
                int more = fits(entry.getKey(), entry.getValue() + missing) - entry.getValue();
                entry.setValue(entry.getValue() + more);
                missing -= more;
            }
        }
        return missing > 0 ? Map.of() : split;
    }

    private static int fits(Assessment pool, int most) {
        Variant variant = pool.variant().orElseThrow();
        return Placer.replicas(pool.view().free(), variant, most);
    }
}

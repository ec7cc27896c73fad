package dev.heterodyne.placement.cycle;

import java.util.List;
import java.util.Set;

/**
 * While a pool's replicas are replaced by ones of a new template it holds one seat more, so that no capacity is lost: one pool
 * at a time, and only where a seat is free.
 */
record Rollout(Set<String> outdated, List<Holding> holdings) {
    /** Ends what is over, else starts what is due. */
    void step(boolean mayStart) {
        for (Holding holding : holdings) {
            if (holding.surges() && !outdated.contains(holding.pool())) {
                holding.endSurge();
                return;
            }
        }
        if (!mayStart || holdings.stream().anyMatch(Holding::surges)) {
            return;
        }
        for (Holding holding : holdings) {
            if (holding.running() > 0 && outdated.contains(holding.pool()) && holding.startSurge()) {
                return;
            }
        }
    }
}

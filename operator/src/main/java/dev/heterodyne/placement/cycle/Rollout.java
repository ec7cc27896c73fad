package dev.heterodyne.placement.cycle;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * While a pool's replicas are replaced by ones of a new template it holds one seat more, so that no capacity is lost: one pool
 * at a time, and only where a seat is free.
 */
record Rollout(Set<String> outdated, List<Holding> holdings) {
    /**
     * Ends what is over, else starts what is due and has a seat.
     *
     * @return the first holding that has a rollout due but no seat for it; empty where none lacks one
     */
    OptionalInt step(boolean mayStart) {
        for (Holding holding : holdings) {
            if (holding.surges() && !outdated.contains(holding.pool())) {
                holding.endSurge();
                return OptionalInt.empty();
            }
        }
        if (!mayStart || holdings.stream().anyMatch(Holding::surges)) {
            return OptionalInt.empty();
        }
        OptionalInt without = OptionalInt.empty();
        for (int i = 0; i < holdings.size(); i++) {
            Holding holding = holdings.get(i);
            if (holding.running() > 0 && outdated.contains(holding.pool())) {
                if (holding.startSurge()) {
                    return OptionalInt.empty();
                }
                without = without.isPresent() ? without : OptionalInt.of(i);
            }
        }
        return without;
    }
}

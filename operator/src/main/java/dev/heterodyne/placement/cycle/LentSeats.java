package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import java.util.List;

/**
 * Seats that a job holds above its need, so that what it lends comes back when its load does: as many as its reserve is larger
 * than what runs, where they cost least. Nobody has to leave for them.
 */
record LentSeats(InferenceRequest request, List<Holding> holdings, List<Boolean> feasible) {
    /** Lends fewer, or more where it may, as the reserve asks. */
    void settle(boolean mayTake) {
        for (int i = holdings.size() - 1; i >= 0; i--) {
            Holding holding = holdings.get(i);
            boolean only = holding.running() + holding.lost() == 0 && pools() > request.maxPools();
            holding.endLending(
                    !feasible.get(i) || only ? holding.lent() : Math.max(0, Math.min(holding.lent(), surplus())));
        }
        for (int i = 0; i < holdings.size() && mayTake; i++) {
            Holding holding = holdings.get(i);
            boolean held = holding.running() + holding.lost() + holding.lent() > 0;
            if (feasible.get(i) && surplus() < 0 && (held || pools() < request.maxPools())) {
                holding.lend(-surplus());
            }
        }
    }

    private int surplus() {
        return holdings.stream().mapToInt(h -> h.running() + h.lent()).sum() - request.reserveReplicas();
    }

    private int pools() {
        return (int) holdings.stream()
                .filter(h -> h.running() + h.lost() + h.lent() > 0)
                .count();
    }
}

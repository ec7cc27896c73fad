package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.TrainingRequest;
import java.util.Optional;
import java.util.TreeSet;

/** Where a job names its pools, no other takes it. */
final class PoolSelectionFilter implements Filter {
    @Override
    public Optional<Verdict> check(Candidacy candidacy) {
        if (!(candidacy.request() instanceof TrainingRequest training)
                || training.pools().isEmpty()
                || training.pools().contains(candidacy.pool().name())) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                Reason.PoolNotSelected,
                "spec.pools names only " + String.join(" and ", new TreeSet<>(training.pools()))
                        + "; add it to try here"));
    }
}

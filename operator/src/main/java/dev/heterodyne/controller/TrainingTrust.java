package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.PoolMaturity;
import java.util.Objects;
import java.util.Optional;

/** How far a pool's status trusts it with training. */
record TrainingTrust(MaturityState state, double completion) {
    /** Whether jobs that are no canaries may run there. */
    boolean isAbove(double floor) {
        return state == MaturityState.Qualified || (state == MaturityState.Unproven && completion >= floor);
    }

    static Optional<TrainingTrust> of(AcceleratorPool pool) {
        return Optional.ofNullable(PoolStatuses.of(pool).maturity())
                .map(PoolMaturity::training)
                .map(t -> new TrainingTrust(
                        Objects.requireNonNullElse(t.state(), MaturityState.Unproven),
                        Objects.requireNonNullElse(t.completion(), 0.0)));
    }
}

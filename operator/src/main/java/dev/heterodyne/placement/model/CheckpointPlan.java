package dev.heterodyne.placement.model;

import java.util.OptionalDouble;

/**
 * How a training job saves its state.
 *
 * @param enabled whether it saves at all; without, a failure loses the run
 * @param intervalSeconds work between checkpoints; empty: the optimum
 * @param writeSeconds standstill per checkpoint
 * @param restartSeconds from a failure to work resumed
 */
public record CheckpointPlan(
        boolean enabled, OptionalDouble intervalSeconds, double writeSeconds, double restartSeconds) {
    /** Standstill of an asynchronous checkpoint (Acme, arXiv 2403.07648, has them 3.6 to 58.7 times faster). */
    public static final double DEFAULT_WRITE_SECONDS = 5;
    /** Restart overhead u0 = 5 min as in arXiv 2410.21680. */
    public static final double DEFAULT_RESTART_SECONDS = 300;

    /** No checkpoints. */
    public static final CheckpointPlan NONE =
            new CheckpointPlan(false, OptionalDouble.empty(), DEFAULT_WRITE_SECONDS, DEFAULT_RESTART_SECONDS);
}

package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Maturity;

/** Maturity axis of inference: replicas are independent, so a crash costs one of them a restart. */
public final class ReplicaAvailability {
    private static final double SECONDS_PER_HOUR = 3600;
    /** From a crash to serving again, with the weights loaded: as the restart overhead of training. */
    static final double RESTART_SECONDS = 300;

    private ReplicaAvailability() {}

    /** P(replica comes up and stays) x uptime / (uptime + restart), 0 to 1. */
    public static double of(Maturity maturity, int acceleratorsPerReplica) {
        double mttf = maturity.mtbfHours() * SECONDS_PER_HOUR / acceleratorsPerReplica;
        return maturity.completion() * mttf / (mttf + RESTART_SECONDS);
    }
}

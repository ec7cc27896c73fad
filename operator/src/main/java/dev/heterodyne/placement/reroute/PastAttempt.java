package dev.heterodyne.placement.reroute;

import java.time.Instant;
import java.util.List;

/**
 * An attempt that is over.
 *
 * @param pool and software stack that it ran on
 * @param wasReady whether all its pods were ready at some time, so that a checkpoint may exist
 * @param failedNodes nodes to blame
 */
public record PastAttempt(
        int number, String pool, String stack, Ending ending, boolean wasReady, Instant end, List<String> failedNodes) {
    public PastAttempt {
        failedNodes = List.copyOf(failedNodes);
    }

    /** How it ended, as far as the next one is concerned. */
    public enum Ending {
        /** The stack or the hardware of the pool let it down. */
        POOL_FAILED,
        /** The job's own program or settings are at fault: trying again cannot help. */
        OWN_FAULT,
        /** Nothing says why. */
        UNEXPLAINED,
        /** Preempted, drained or stopped: no failure. */
        DISRUPTED,
        /** Ran to its end. */
        COMPLETED
    }
}

package dev.heterodyne.evidence;

/** How a run ended. Only what the stack or the hardware did is held against a pool. */
public enum Outcome {
    /** Ran to its end. */
    COMPLETED,
    /** The software stack let it down. */
    STACK_FAILURE,
    /** A node or a device let it down. */
    HARDWARE_FAILURE,
    /** Its own program or settings are at fault. */
    USER_ERROR,
    /** Something more important took its place. */
    PREEMPTED,
    /** Stopped by its owner. */
    CANCELLED,
    /** Nothing says why. */
    UNKNOWN;

    /** Whether the outcome is the stack's or the hardware's doing. */
    public boolean isFailureOfPool() {
        return this == STACK_FAILURE || this == HARDWARE_FAILURE;
    }
}

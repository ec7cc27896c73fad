package dev.heterodyne.api;

/** How an attempt of a training job ended. */
public enum AttemptOutcome {
    /** All pods succeeded. */
    Completed,
    /** The software stack let it down: a collective timed out, a driver or runtime crashed. */
    StackFailure,
    /** A node or a device let it down. */
    HardwareFailure,
    /** The job's own program or settings are at fault; trying again cannot help. */
    UserError,
    /** Something more important took its place, or the node was drained. */
    Preempted,
    /** Stopped by its owner. */
    Cancelled,
    /** Nothing says why; tried again, and held against nobody. */
    Unknown
}

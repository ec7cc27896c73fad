package dev.heterodyne.api;

/** Where a job stands. */
public enum Phase {
    /** Waits for a placement. */
    Pending,
    /** Decided; pods are being made. */
    Placed,
    /** All pods of the gang, or the least number of replicas, are ready. */
    Running,
    /** Moves to other hardware. */
    Rerouting,
    /** Ran to completion. */
    Succeeded,
    /** Will not be tried again. */
    Failed,
    /** Held by spec.suspend. */
    Suspended
}

package dev.heterodyne.api;

/** How far a pool has earned trust for a kind of workload. */
public enum MaturityState {
    /** Trusted as far as the prior, or an earlier version of its stack, goes. */
    Unproven,
    /** Takes bounded canary runs until enough of them complete. */
    Canary,
    /** Above the floor. */
    Qualified,
    /** Its failures shut it to all but canary runs. */
    Quarantined
}

package dev.heterodyne.placement.model;

/** How far a pool has earned trust for a kind of workload. */
public enum MaturityState {
    /** Trusted as far as the prior goes. */
    UNPROVEN,
    /** Takes bounded canary runs until enough of them complete. */
    CANARY,
    /** Above the floor. */
    QUALIFIED,
    /** Its failures shut it to all but canary runs. */
    QUARANTINED
}

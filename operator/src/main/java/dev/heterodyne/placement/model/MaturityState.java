package dev.heterodyne.placement.model;

/** How far a pool has earned trust for a kind of workload. */
public enum MaturityState {
    /** Only the prior speaks. */
    UNPROVEN,
    /** Takes bounded canary runs. */
    CANARY,
    /** Above the floor. */
    QUALIFIED,
    /** Its failures shut it to all but canary runs. */
    QUARANTINED
}

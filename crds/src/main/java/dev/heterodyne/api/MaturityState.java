package dev.heterodyne.api;

/** How far a pool has earned trust for a kind of workload. */
public enum MaturityState {
    /** No evidence yet, only the prior. */
    Unproven,
    /** Takes bounded canary runs. */
    Canary,
    /** Above the floor. */
    Qualified,
    /** Its failures shut it to all but canary runs. */
    Quarantined
}

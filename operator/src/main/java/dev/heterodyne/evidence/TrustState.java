package dev.heterodyne.evidence;

/** How far a pool has earned trust for a kind of workload. */
public enum TrustState {
    /** Only the prior speaks. */
    UNPROVEN,
    /** Some runs have been seen, too few to trust it. */
    CANARY,
    /** Enough runs completed, and its maturity is above the floor. */
    QUALIFIED,
    /** Its failures shut it to all but canary runs. */
    QUARANTINED
}

package dev.heterodyne.evidence;

/** How far a pool has earned trust for a kind of workload. */
public enum TrustState {
    /** Trusted as far as the prior, or an earlier version of its stack, goes. */
    UNPROVEN,
    /** Below the floor, or untrusted by an earlier version of its stack: takes canary runs until enough of them complete. */
    CANARY,
    /** Enough runs completed, and its maturity is above the floor. */
    QUALIFIED,
    /** Its failures shut it to all but canary runs. */
    QUARANTINED
}

package dev.heterodyne.placement.cycle;

/** How a job came out of a cycle. */
public enum Outcome {
    /** Has its accelerators. */
    Placed,
    /** Waits; something in the cluster can still change it. */
    Pending,
    /** No pool of this cluster could ever take it as it is written. */
    Rejected
}

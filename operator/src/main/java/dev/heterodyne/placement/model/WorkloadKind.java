package dev.heterodyne.placement.model;

/** The two kinds of work that hardware is scored for. */
public enum WorkloadKind {
    /** A gang that runs to completion: all of it or nothing. */
    TRAINING,
    /** Independent replicas that serve until deleted. */
    INFERENCE
}

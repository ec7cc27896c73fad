package dev.heterodyne.api;

/** Whether replicas may be spread over pools. */
public enum SplitMode {
    /** All replicas in one pool. */
    Single,
    /** Replicas spill over to further pools. */
    Hybrid
}

package dev.heterodyne.api;

/** How the ranks of a gang learn of each other's devices where the stack wants a rank table. */
public enum RankTable {
    /** The stack needs none. */
    None,
    /**
     * The operator writes {@code hccl.json} (layout 1.0) into a ConfigMap from what the device plugin notes on the pods, and
     * {@code RANK_TABLE_FILE} names it.
     */
    Generated,
    /**
     * The same file, laid out as launchers made for MindCluster look for it: ConfigMap {@code rings-config-JOB}, mounted as a
     * directory. MindCluster itself writes it for its own kinds only, not for batch Jobs.
     */
    MindCluster
}

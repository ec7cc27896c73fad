package dev.heterodyne.api;

/** How the ranks of a gang learn of each other's devices where the stack wants a rank table. */
public enum RankTable {
    /** The stack needs none. */
    None,
    /** The operator writes {@code hccl.json} into a ConfigMap from what the device plugin notes on the pods. */
    Generated,
    /** MindCluster is installed and writes it; pods get the labels and the volume that it asks for. */
    MindCluster
}

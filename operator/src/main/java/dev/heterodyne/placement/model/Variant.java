package dev.heterodyne.placement.model;

/**
 * What a job asks for on one software stack.
 *
 * @param stack the software stack
 * @param replicas pods in the gang, or least replicas of a service
 * @param acceleratorsPerReplica accelerators per pod
 * @param parallelism how the model is divided
 */
public record Variant(String stack, int replicas, int acceleratorsPerReplica, Parallelism parallelism) {
    /** Accelerators over all replicas. */
    public int accelerators() {
        return Math.multiplyExact(replicas, acceleratorsPerReplica);
    }
}

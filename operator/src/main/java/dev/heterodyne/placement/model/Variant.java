package dev.heterodyne.placement.model;

/**
 * What a job asks for on one software stack.
 *
 * @param stack the software stack
 * @param replicas pods in the gang, or least replicas of a service
 * @param acceleratorsPerReplica accelerators per pod of a gang, or over all pods of a service's replica
 * @param parallelism how the model is divided
 * @param podsPerReplica pods that a service's replica is made of, at least 1; divides {@code acceleratorsPerReplica}
 */
public record Variant(
        String stack, int replicas, int acceleratorsPerReplica, Parallelism parallelism, int podsPerReplica) {
    /** A variant whose replicas are one pod each. */
    public Variant(String stack, int replicas, int acceleratorsPerReplica, Parallelism parallelism) {
        this(stack, replicas, acceleratorsPerReplica, parallelism, 1);
    }

    /** Accelerators of one pod. */
    public int acceleratorsPerPod() {
        return acceleratorsPerReplica / podsPerReplica;
    }

    /** Accelerators over all replicas. */
    public int accelerators() {
        return Math.multiplyExact(replicas, acceleratorsPerReplica);
    }
}

package dev.heterodyne.placement.model;

/**
 * What a job asks for on one software stack.
 *
 * @param stack the software stack
 * @param replicas pods in the gang, or least replicas of a service
 * @param acceleratorsPerReplica accelerators per pod of a gang, or over all pods of a service's replica
 * @param parallelism how the model is divided
 * @param podsPerReplica pods that a service's replica is made of, at least 1; divides {@code acceleratorsPerReplica}
 * @param most most replicas of a service on this stack, {@link #AS_THE_JOB} where the stack has no bounds of its own
 */
public record Variant(
        String stack, int replicas, int acceleratorsPerReplica, Parallelism parallelism, int podsPerReplica, int most) {
    /** The job's own bounds hold. */
    public static final int AS_THE_JOB = Integer.MAX_VALUE;

    /** A variant to which the job's own bounds apply. */
    public Variant(
            String stack, int replicas, int acceleratorsPerReplica, Parallelism parallelism, int podsPerReplica) {
        this(stack, replicas, acceleratorsPerReplica, parallelism, podsPerReplica, AS_THE_JOB);
    }

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

package dev.heterodyne.placement.filter;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.reroute.Restrictions;
import dev.heterodyne.placement.score.ServingEstimate;
import java.util.Optional;

/**
 * A job looking at a pool whose stack it has a runtime for, as if nobody else were there.
 *
 * @param placeable accelerators on nodes that may be placed on, held or not
 * @param largestNode accelerators of the largest of those nodes
 * @param replicasNeeded the least replicas that the pool would have to hold
 * @param fitsEmpty whether some domain holds them in the empty pool
 * @param peakKnown whether the class states a peak that the model can run in
 * @param serving what one replica serves; empty for training
 * @param leaderWorkerSets whether the cluster can run replicas of several pods
 * @param maturity of the job on this pool, 0 to 1
 */
public record Candidacy(
        Request request,
        Policy policy,
        Pool pool,
        Chip chip,
        Variant variant,
        int placeable,
        int largestNode,
        int replicasNeeded,
        boolean fitsEmpty,
        boolean peakKnown,
        Optional<ServingEstimate> serving,
        boolean leaderWorkerSets,
        double maturity) {

    /** What the job's past rules out; nothing for inference. */
    Restrictions restrictions() {
        return request instanceof TrainingRequest training ? training.restrictions() : Restrictions.NONE;
    }

    /** Whether the job is a canary run within the policy's bound, and so may run below the floor. */
    public boolean boundedCanary() {
        return request instanceof TrainingRequest training
                && training.canary()
                && variant.accelerators() <= policy.qualification().maxAccelerators();
    }

    /** Accelerators that the pool would have to hold. */
    public long acceleratorsNeeded() {
        return (long) replicasNeeded * variant.acceleratorsPerReplica();
    }
}

package dev.heterodyne.placement.model;

import dev.heterodyne.placement.reroute.Restrictions;
import java.util.List;
import java.util.Set;

/**
 * A gang that runs to completion.
 *
 * @param checkpoint how the job saves its state
 * @param topology the topology asked for
 * @param canary whether the job may run on a pool that has yet to earn its floor
 * @param suspended whether the job is held back
 * @param pools names of the pools that may take it; empty: any
 * @param restrictions what its past rules out
 * @param preemptible whether the job may run on what inference lends, and gives it back when asked
 */
public record TrainingRequest(
        JobId id,
        int priority,
        long createdMillis,
        String policyName,
        Model model,
        List<Variant> variants,
        CheckpointPlan checkpoint,
        TopologyAsk topology,
        boolean canary,
        boolean suspended,
        Set<String> pools,
        Restrictions restrictions,
        boolean preemptible)
        implements Request {
    public TrainingRequest {
        variants = List.copyOf(variants);
        pools = Set.copyOf(pools);
    }

    /** A job that gives nothing back before its end. */
    public TrainingRequest(
            JobId id,
            int priority,
            long createdMillis,
            String policyName,
            Model model,
            List<Variant> variants,
            CheckpointPlan checkpoint,
            TopologyAsk topology,
            boolean canary,
            boolean suspended,
            Set<String> pools,
            Restrictions restrictions) {
        this(
                id,
                priority,
                createdMillis,
                policyName,
                model,
                variants,
                checkpoint,
                topology,
                canary,
                suspended,
                pools,
                restrictions,
                false);
    }

    /** A job without a past that any pool may take. */
    public TrainingRequest(
            JobId id,
            int priority,
            long createdMillis,
            String policyName,
            Model model,
            List<Variant> variants,
            CheckpointPlan checkpoint,
            TopologyAsk topology,
            boolean canary,
            boolean suspended) {
        this(
                id,
                priority,
                createdMillis,
                policyName,
                model,
                variants,
                checkpoint,
                topology,
                canary,
                suspended,
                Set.of(),
                Restrictions.NONE);
    }

    @Override
    public TrainingRequest at(int otherPriority) {
        return with(otherPriority, pools, restrictions, preemptible);
    }

    /** The same job for these pools alone; none: for any. */
    public TrainingRequest in(Set<String> otherPools) {
        return with(priority, otherPools, restrictions, preemptible);
    }

    /** The same job with another past. */
    public TrainingRequest with(Restrictions past) {
        return with(priority, pools, past, preemptible);
    }

    /** The same job as one that may borrow, and gives back. */
    public TrainingRequest borrowing() {
        return with(priority, pools, restrictions, true);
    }

    private TrainingRequest with(int otherPriority, Set<String> otherPools, Restrictions past, boolean borrows) {
        return new TrainingRequest(
                id,
                otherPriority,
                createdMillis,
                policyName,
                model,
                variants,
                checkpoint,
                topology,
                canary,
                suspended,
                otherPools,
                past,
                borrows);
    }
}

package dev.heterodyne.placement.model;

import java.util.List;

/**
 * A gang that runs to completion.
 *
 * @param checkpoint how the job saves its state
 * @param topology the topology asked for
 * @param canary whether the job may run on a pool that has yet to earn its floor
 * @param suspended whether the job is held back
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
        boolean suspended)
        implements Request {
    public TrainingRequest {
        variants = List.copyOf(variants);
    }
}

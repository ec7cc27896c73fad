package dev.heterodyne.placement.model;

import java.util.List;

/**
 * Replicas that serve until deleted.
 *
 * @param replicas least, most and, where a scaler wrote it, wanted replicas
 * @param load the load to carry, {@link Load#NOMINAL} where the job names none
 * @param slo latency to hold
 * @param maxPools most pools that replicas may be spread over; 1 keeps them together
 */
public record InferenceRequest(
        JobId id,
        int priority,
        long createdMillis,
        String policyName,
        Model model,
        List<Variant> variants,
        ReplicaBounds replicas,
        Load load,
        Slo slo,
        int maxPools)
        implements Request {
    /** The least replicas that make a pool worth considering: one where the job may be split, else its minimum there. */
    public int leastInOnePool(Variant variant) {
        return maxPools > 1 ? 1 : variant.replicas();
    }

    public InferenceRequest {
        variants = List.copyOf(variants);
    }
}

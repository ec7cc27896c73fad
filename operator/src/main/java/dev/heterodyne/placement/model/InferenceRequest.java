package dev.heterodyne.placement.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Replicas that serve until deleted.
 *
 * @param replicas least, most and, where a scaler wrote it, wanted replicas
 * @param load the load to carry: observed, else the spec's, {@link Load#NOMINAL} where the job names none
 * @param slo latency to hold
 * @param maxPools most pools that replicas may be spread over; 1 keeps them together
 * @param reserveReplicas replicas whose accelerators are held at least; what the load does not need of them is lent
 * @param avoided pools that are avoided for now, each with the reason in one sentence
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
        int maxPools,
        int reserveReplicas,
        Map<String, String> avoided)
        implements Request {
    /** A job that lends nothing and avoids no pool. */
    public InferenceRequest(
            JobId id,
            int priority,
            long createdMillis,
            String policyName,
            Model model,
            List<Variant> variants,
            ReplicaBounds replicas,
            Load load,
            Slo slo,
            int maxPools) {
        this(id, priority, createdMillis, policyName, model, variants, replicas, load, slo, maxPools, 0, Map.of());
    }

    @Override
    public InferenceRequest at(int otherPriority) {
        return with(otherPriority, avoided);
    }

    /** The same request, avoiding only those of its pools that pass. */
    public InferenceRequest avoidingOnly(Predicate<String> pools) {
        Map<String, String> fewer = new TreeMap<>(avoided);
        fewer.keySet().removeIf(pools.negate());
        return with(priority, fewer);
    }

    private InferenceRequest with(int otherPriority, Map<String, String> otherAvoided) {
        return new InferenceRequest(
                id,
                otherPriority,
                createdMillis,
                policyName,
                model,
                variants,
                replicas,
                load,
                slo,
                maxPools,
                reserveReplicas,
                otherAvoided);
    }

    /** The least replicas that make a pool worth considering: one where the job may be split, else its minimum there. */
    public int leastInOnePool(Variant variant) {
        return maxPools > 1 ? 1 : variant.replicas();
    }

    /**
     * How many replicas the job may have on a stack: where it may not be split, those of the stack, if it states any. In a split
     * the job's bounds hold for all pools together, and those of a stack only say {@link #mostInOnePool}.
     */
    public ReplicaBounds replicasOn(Variant variant) {
        return maxPools > 1 || variant.most() == Variant.AS_THE_JOB
                ? replicas
                : new ReplicaBounds(variant.replicas(), variant.most(), replicas.desired());
    }

    /** The most replicas that a pool may hold. */
    public int mostInOnePool(Variant variant) {
        return Math.min(variant.most(), replicasOn(variant).max());
    }

    public InferenceRequest {
        variants = List.copyOf(variants);
        avoided = Map.copyOf(avoided);
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.score.Serving;
import java.util.OptionalInt;

/**
 * What an inference job needs and what pools offer it, in one unit: requests per second; or replicas where a scaler asked for a
 * number of them, or nobody knows the load.
 */
final class Sizing {
    /** Price of an accelerator that nobody else wants: small beside that of one in demand, but more than none at all. */
    static final double IDLE = 0.05;

    /** Value below which pools are no longer told apart by it. */
    private static final double LEAST_VALUE = 1e-6;

    private final InferenceRequest request;
    private final boolean counted;

    Sizing(InferenceRequest request) {
        this.request = request;
        this.counted =
                request.replicas().desired().isPresent() || request.load().requestsPerSecond() <= 0;
    }

    /** What a scaler asked for, else what the load needs at the latency asked for, else the least; within min and max. */
    static int replicas(InferenceRequest request, Variant variant, Serving serving) {
        ReplicaBounds bounds = request.replicasOn(variant);
        if (bounds.desired().isPresent()) {
            return bounds.clamp(bounds.desired().getAsInt());
        }
        double needed = Math.ceil(request.load().requestsPerSecond() / serving.requestsPerSecond() - 1e-9);
        return bounds.clamp((int) Math.min(Integer.MAX_VALUE, needed));
    }

    /** What all pools together have to carry and hold. */
    Need need() {
        return need(request.replicas());
    }

    /** What a pool of this stack has to carry and hold where replicas are kept together, else as {@link #need()}. */
    Need need(Variant variant) {
        return need(request.replicasOn(variant));
    }

    private Need need(ReplicaBounds bounds) {
        OptionalInt desired = bounds.desired();
        if (desired.isPresent()) {
            int wanted = bounds.clamp(desired.getAsInt());
            return new Need(wanted, bounds.min(), wanted, request.maxPools());
        }
        double load = counted ? bounds.min() : request.load().requestsPerSecond();
        return new Need(load, bounds.min(), bounds.max(), request.maxPools());
    }

    /** Load beyond the present one that replicas are kept for, as a share of it; a number of replicas is meant as it is. */
    double slack() {
        return counted ? 0 : StickySplit.SLACK;
    }

    /** What one replica carries in a pool. */
    double rate(Assessment assessment) {
        if (counted) {
            return 1;
        }
        double known = assessment.serving().map(Serving::requestsPerSecond).orElse(0.0);
        // A model that was only assumed may not fit; then the least replicas are taken to carry the load.
        return known > 0
                ? known
                : request.load().requestsPerSecond() / request.replicas().min();
    }

    /**
     * What a pool offers: a replica costs what it carries times the price of goodput, so that with equal prices the pool counts
     * that gives the most goodput, and the origin bonus counts as goodput.
     */
    Offer offer(Assessment assessment, Candidate candidate, int most) {
        double rate = rate(assessment);
        double priceOfGoodput =
                (candidate.price() + IDLE) / Math.max(LEAST_VALUE, candidate.value() + candidate.bonus());
        return new Offer(rate, rate * priceOfGoodput, 0, most);
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.Weights;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job's assessments on every pool, in pool order, with what they are relative to.
 *
 * @param bestCompute the best compute that any pool offers
 * @param bestGoodput the best goodput that any pool offers
 */
record Prospects(Policy policy, Weights weights, List<Assessment> assessments, double bestCompute, double bestGoodput) {

    static Prospects of(Request request, Policy policy, List<PoolView> views, Assessor assessor) {
        Weights weights = policy.weightsFor(request.kind());
        List<Assessment> assessments = views.stream()
                .map(view -> assessor.assess(request, policy, view))
                .toList();
        double bestCompute =
                assessments.stream().mapToDouble(Assessment::compute).max().orElse(0);
        // Where every pool is too small, values still tell how the pools compare.
        boolean offered = assessments.stream().anyMatch(Assessment::offers);
        double bestGoodput = offered
                ? best(assessments.stream(), weights)
                : assessments.stream()
                        .mapToDouble(a -> a.goodput(weights))
                        .max()
                        .orElse(0);
        return new Prospects(policy, weights, assessments, bestCompute, bestGoodput);
    }

    private static double best(Stream<Assessment> assessments, Weights weights) {
        return assessments
                .filter(Assessment::offers)
                .mapToDouble(a -> a.goodput(weights))
                .max()
                .orElse(0);
    }

    /** The best goodput that any other pool offers. */
    double bestGoodputBut(Assessment left) {
        return best(assessments.stream().filter(a -> a != left), weights);
    }

    /** Goodput relative to the best offer, 0 to 1. */
    double value(double goodput) {
        return bestGoodput > 0 ? Math.min(1, goodput / bestGoodput) : 0;
    }

    double relativeCompute(Assessment assessment) {
        return bestCompute > 0 ? assessment.compute() / bestCompute : 0;
    }

    /** The assessment of the pool of that name. */
    Assessment of(String pool) {
        return assessments.stream()
                .filter(a -> a.view().pool().name().equals(pool))
                .findFirst()
                .orElseThrow();
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.Weights;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * A job's assessments on every pool, in pool order, with what they are relative to. Made once per shape of job and cycle, and
 * so compared by identity.
 */
final class Prospects {
    private final WorkloadKind kind;
    private final Policy policy;
    private final Weights weights;
    private final List<Assessment> assessments;
    private final double bestCompute;
    private final double bestGoodput;
    private final boolean anyFeasible;
    private final Map<Double, DemandKey> keys = new HashMap<>();

    private Prospects(WorkloadKind kind, Policy policy, Weights weights, List<Assessment> assessments) {
        this.kind = kind;
        this.policy = policy;
        this.weights = weights;
        this.assessments = assessments;
        this.bestCompute =
                assessments.stream().mapToDouble(Assessment::compute).max().orElse(0);
        // Where every pool is too small, values still tell how the pools compare.
        boolean offered = assessments.stream().anyMatch(Assessment::offers);
        this.bestGoodput = offered
                ? best(assessments.stream(), weights)
                : assessments.stream()
                        .mapToDouble(a -> a.goodput(weights))
                        .max()
                        .orElse(0);
        this.anyFeasible = assessments.stream().anyMatch(Assessment::feasible);
    }

    static Prospects of(Request request, Policy policy, List<PoolView> views, Assessor assessor) {
        return new Prospects(
                request.kind(),
                policy,
                policy.weightsFor(request.kind()),
                views.stream()
                        .map(view -> assessor.assess(request, policy, view))
                        .toList());
    }

    private static double best(Stream<Assessment> assessments, Weights weights) {
        return assessments
                .filter(Assessment::offers)
                .mapToDouble(a -> a.goodput(weights))
                .max()
                .orElse(0);
    }

    Policy policy() {
        return policy;
    }

    Weights weights() {
        return weights;
    }

    List<Assessment> assessments() {
        return assessments;
    }

    /** The best goodput that any pool offers. */
    double bestGoodput() {
        return bestGoodput;
    }

    boolean anyFeasible() {
        return anyFeasible;
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
        for (Assessment assessment : assessments) {
            if (assessment.view().pool().name().equals(pool)) {
                return assessment;
            }
        }
        throw new NoSuchElementException("pool " + pool);
    }

    /** The demand class of such a job with values rounded to one part in {@code grid}. */
    DemandKey keyOn(double grid) {
        return keys.computeIfAbsent(grid, g -> {
            List<Double> values = new ArrayList<>();
            for (Assessment assessment : assessments) {
                double value = value(assessment.goodput(weights));
                values.add(assessment.feasible() ? Math.rint(value * g) / g : -1.0);
            }
            return new DemandKey(kind, List.copyOf(values));
        });
    }
}

package dev.heterodyne.placement.model;

import java.util.Map;

/**
 * How jobs that name this policy are placed.
 *
 * @param weights exponents on the three factors per kind
 * @param floors least maturity per kind, 0 to 1
 * @param origin mandate on the country of origin
 * @param expectedDemand share of the cluster that each kind is expected to want, 0 to 1, at most 1 in all
 * @param qualification how a pool earns trust
 * @param reroute when a job moves away from hardware that fails it
 */
public record Policy(
        String name,
        Map<WorkloadKind, Weights> weights,
        Map<WorkloadKind, Double> floors,
        OriginMandate origin,
        Map<WorkloadKind, Double> expectedDemand,
        QualificationPolicy qualification,
        ReroutePolicy reroute) {
    /** Name of the policy for jobs that name none. */
    public static final String DEFAULT_NAME = "default";

    /** Applies where the cluster has no policy called {@value #DEFAULT_NAME}. */
    public static final Policy DEFAULT = new Policy(
            DEFAULT_NAME,
            Map.of(),
            Map.of(WorkloadKind.TRAINING, 0.5, WorkloadKind.INFERENCE, 0.2),
            OriginMandate.NONE,
            Map.of(WorkloadKind.TRAINING, 0.6, WorkloadKind.INFERENCE, 0.4));

    public Policy {
        weights = Map.copyOf(weights);
        floors = Map.copyOf(floors);
        expectedDemand = Map.copyOf(expectedDemand);
    }

    /** With the default rules for qualification and reroute. */
    public Policy(
            String name,
            Map<WorkloadKind, Weights> weights,
            Map<WorkloadKind, Double> floors,
            OriginMandate origin,
            Map<WorkloadKind, Double> expectedDemand) {
        this(name, weights, floors, origin, expectedDemand, QualificationPolicy.DEFAULT, ReroutePolicy.DEFAULT);
    }

    /** The same with other rules for qualification. */
    public Policy with(QualificationPolicy other) {
        return new Policy(name, weights, floors, origin, expectedDemand, other, reroute);
    }

    /** Exponents for a kind, all 1 where the policy names none. */
    public Weights weightsFor(WorkloadKind kind) {
        return weights.getOrDefault(kind, Weights.ONE);
    }

    /** Least maturity for a kind. */
    public double floorFor(WorkloadKind kind) {
        return floors.getOrDefault(kind, 0.0);
    }
}

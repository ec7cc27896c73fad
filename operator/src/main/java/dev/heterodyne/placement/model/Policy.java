package dev.heterodyne.placement.model;

import java.util.Map;
import java.util.OptionalInt;

/**
 * How jobs that name this policy are placed.
 *
 * @param weights exponents on the three factors per kind
 * @param floors least maturity per kind, 0 to 1
 * @param origin mandate on the country of origin
 * @param expectedDemand share of the cluster that each kind is expected to want, 0 to 1, at most 1 in all
 * @param canaryMaxAccelerators most accelerators of a canary run below the floor
 */
public record Policy(
        String name,
        Map<WorkloadKind, Weights> weights,
        Map<WorkloadKind, Double> floors,
        OriginMandate origin,
        Map<WorkloadKind, Double> expectedDemand,
        OptionalInt canaryMaxAccelerators) {
    /** Name of the policy for jobs that name none. */
    public static final String DEFAULT_NAME = "default";

    /** Applies where the cluster has no policy called {@value #DEFAULT_NAME}. */
    public static final Policy DEFAULT = new Policy(
            DEFAULT_NAME,
            Map.of(),
            Map.of(WorkloadKind.TRAINING, 0.5, WorkloadKind.INFERENCE, 0.2),
            OriginMandate.NONE,
            Map.of(WorkloadKind.TRAINING, 0.6, WorkloadKind.INFERENCE, 0.4),
            OptionalInt.of(16));

    public Policy {
        weights = Map.copyOf(weights);
        floors = Map.copyOf(floors);
        expectedDemand = Map.copyOf(expectedDemand);
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

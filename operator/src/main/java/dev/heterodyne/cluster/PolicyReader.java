package dev.heterodyne.cluster;

import dev.heterodyne.api.KindFloors;
import dev.heterodyne.api.KindShares;
import dev.heterodyne.api.KindWeights;
import dev.heterodyne.api.OriginMode;
import dev.heterodyne.api.OriginRule;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.PlacementPolicySpec;
import dev.heterodyne.api.Reroute;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.ReroutePolicy;
import dev.heterodyne.placement.model.Weights;
import dev.heterodyne.placement.model.WorkloadKind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a PlacementPolicy; every field that it leaves out is as in {@link Policy#DEFAULT}. */
public final class PolicyReader {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final double DEFAULT_BONUS = 0.1;
    private static final double ROUNDING = 1e-6;

    /** The policy, or the faults that leave none. */
    public Reading<Policy> read(PlacementPolicy policy) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(policy));
        PlacementPolicySpec spec = policy.getSpec();
        if (spec == null) {
            checks.fault("spec", "is missing; write 'spec: {}' for a policy of defaults");
            return new Reading<>(Optional.empty(), checks.faults());
        }
        Policy read = new Policy(
                policy.getMetadata().getName(),
                weights(spec.weights(), checks),
                floors(spec.floors(), checks),
                origin(spec.origin(), checks),
                demand(spec.expectedDemand(), checks),
                QualificationReader.read(spec.qualification(), checks),
                reroute(spec.reroute(), checks));
        return new Reading<>(checks.clean() ? Optional.of(read) : Optional.empty(), checks.faults());
    }

    private static Map<WorkloadKind, Weights> weights(@Nullable KindWeights weights, FieldChecks checks) {
        Map<WorkloadKind, Weights> read = new EnumMap<>(WorkloadKind.class);
        if (weights != null) {
            read.put(WorkloadKind.TRAINING, weights("spec.weights.training.", weights.training(), checks));
            read.put(WorkloadKind.INFERENCE, weights("spec.weights.inference.", weights.inference(), checks));
        }
        return read;
    }

    private static Weights weights(String at, dev.heterodyne.api.@Nullable Weights weights, FieldChecks checks) {
        if (weights == null) {
            return Weights.ONE;
        }
        Range range = Range.between(0, 10);
        return new Weights(
                checks.numberOr(at + "compute", weights.compute(), range, 1),
                checks.numberOr(at + "interconnect", weights.interconnect(), range, 1),
                checks.numberOr(at + "maturity", weights.maturity(), range, 1));
    }

    private static Map<WorkloadKind, Double> floors(@Nullable KindFloors floors, FieldChecks checks) {
        Map<WorkloadKind, Double> read = new EnumMap<>(Policy.DEFAULT.floors());
        if (floors != null && floors.training() != null) {
            checks.number("spec.floors.training.maturity", floors.training().maturity(), Range.FRACTION)
                    .ifPresent(f -> read.put(WorkloadKind.TRAINING, f));
        }
        if (floors != null && floors.inference() != null) {
            checks.number("spec.floors.inference.maturity", floors.inference().maturity(), Range.FRACTION)
                    .ifPresent(f -> read.put(WorkloadKind.INFERENCE, f));
        }
        return read;
    }

    private static OriginMandate origin(@Nullable OriginRule origin, FieldChecks checks) {
        if (origin == null) {
            return OriginMandate.NONE;
        }
        List<String> countries = origin.countries() == null ? List.of() : origin.countries();
        for (String country : countries) {
            if (country == null || !COUNTRY.matcher(country).matches()) {
                checks.fault(
                        "spec.origin.countries",
                        "holds '" + country + "'; use two capital letters (ISO 3166-1 alpha-2), for example CN");
            }
        }
        double bonus = checks.numberOr("spec.origin.bonus", origin.bonus(), Range.FRACTION, DEFAULT_BONUS);
        OriginMode mode = origin.mode() == null ? OriginMode.None : origin.mode();
        if (mode != OriginMode.None && countries.isEmpty()) {
            checks.fault("spec.origin.countries", "is empty; mode " + mode + " needs at least one country");
        }
        return checks.clean() ? new OriginMandate(core(mode), Set.copyOf(countries), bonus) : OriginMandate.NONE;
    }

    private static OriginMandate.Mode core(OriginMode mode) {
        return switch (mode) {
            case None -> OriginMandate.Mode.NONE;
            case Prefer -> OriginMandate.Mode.PREFER;
            case Require -> OriginMandate.Mode.REQUIRE;
        };
    }

    private static Map<WorkloadKind, Double> demand(@Nullable KindShares demand, FieldChecks checks) {
        if (demand == null) {
            return Policy.DEFAULT.expectedDemand();
        }
        OptionalDouble training = checks.number("spec.expectedDemand.training", demand.training(), Range.FRACTION);
        OptionalDouble inference = checks.number("spec.expectedDemand.inference", demand.inference(), Range.FRACTION);
        double sum = training.orElse(0) + inference.orElse(0);
        if (sum > 1 + ROUNDING) {
            checks.fault("spec.expectedDemand", "adds up to " + sum + "; lower a share, the sum is at most 1");
        }
        return Map.of(
                WorkloadKind.TRAINING, training.orElse(defaultShare(WorkloadKind.TRAINING, sum)),
                WorkloadKind.INFERENCE, inference.orElse(defaultShare(WorkloadKind.INFERENCE, sum)));
    }

    /** The default, less where the share that is given leaves no room for it. */
    private static double defaultShare(WorkloadKind kind, double given) {
        return Math.max(0, Math.min(Policy.DEFAULT.expectedDemand().getOrDefault(kind, 0.0), 1 - given));
    }

    private static ReroutePolicy reroute(@Nullable Reroute reroute, FieldChecks checks) {
        ReroutePolicy otherwise = ReroutePolicy.DEFAULT;
        if (reroute == null) {
            return otherwise;
        }
        String at = "spec.reroute.";
        return new ReroutePolicy(
                checks.integer(at + "afterFailures", reroute.afterFailures(), Range.between(1, 1000))
                        .orElse(otherwise.afterFailures()),
                seconds(at + "cooldownSeconds", reroute.cooldownSeconds(), otherwise.cooldown(), checks),
                seconds(at + "avoidNodeSeconds", reroute.avoidNodeSeconds(), otherwise.avoidNode(), checks),
                checks.integer(at + "maxAvoidedNodes", reroute.maxAvoidedNodes(), Range.between(0, 1000))
                        .orElse(otherwise.maxAvoidedNodes()),
                seconds(
                        at + "deviceLossGraceSeconds",
                        reroute.deviceLossGraceSeconds(),
                        otherwise.deviceLossGrace(),
                        checks));
    }

    private static Duration seconds(String field, @Nullable Integer seconds, Duration otherwise, FieldChecks checks) {
        OptionalInt read = checks.integer(field, seconds, Range.between(0, 31_536_000));
        return read.isPresent() ? Duration.ofSeconds(read.getAsInt()) : otherwise;
    }
}

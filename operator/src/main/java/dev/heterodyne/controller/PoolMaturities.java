package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.PoolMaturity;
import dev.heterodyne.evidence.Belief;
import dev.heterodyne.evidence.Evidence;
import dev.heterodyne.evidence.Learning;
import dev.heterodyne.evidence.Run;
import dev.heterodyne.evidence.TrustRules;
import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.score.ReplicaAvailability;
import dev.heterodyne.placement.score.TrainingMaturity;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a pool's status says of its maturity, after some more runs. */
final class PoolMaturities {
    /** Accelerators of the gang, or of the replica, that {@code score} is about. */
    private static final int REFERENCE_ACCELERATORS = 8;

    private static final CheckpointPlan REFERENCE_PLAN = new CheckpointPlan(
            true,
            java.util.OptionalDouble.empty(),
            CheckpointPlan.DEFAULT_WRITE_SECONDS,
            CheckpointPlan.DEFAULT_RESTART_SECONDS);

    private final Supplier<Policy> policy;
    private final Clock clock;

    /**
     * @param policy the cluster's default one
     */
    PoolMaturities(Supplier<Policy> policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    PoolMaturity after(AcceleratorPool pool, Map<WorkloadKind, Prior> priors, Map<WorkloadKind, List<Run>> runs) {
        Optional<PoolMaturity> before = Optional.ofNullable(pool.getStatus()).map(s -> s.maturity());
        return new PoolMaturity(
                kind(
                        pool,
                        WorkloadKind.TRAINING,
                        before.map(PoolMaturity::training).orElse(null),
                        priors,
                        runs.getOrDefault(WorkloadKind.TRAINING, List.of())),
                kind(
                        pool,
                        WorkloadKind.INFERENCE,
                        before.map(PoolMaturity::inference).orElse(null),
                        priors,
                        runs.getOrDefault(WorkloadKind.INFERENCE, List.of())));
    }

    private KindMaturity kind(
            AcceleratorPool pool,
            WorkloadKind kind,
            @Nullable KindMaturity before,
            Map<WorkloadKind, Prior> priors,
            List<Run> runs) {
        Instant now = clock.instant();
        String version = Objects.requireNonNullElse(pool.getSpec().stackVersion(), "");
        Belief prior = belief(priors.getOrDefault(kind, Prior.DEFAULT));
        Learning learning = new Learning(rules(kind), prior);
        Evidence evidence = learning.at(StoredEvidence.read(before, version, prior, now), version, now);
        for (Run run : runs) {
            evidence = learning.after(evidence, run, now);
        }
        return shown(kind, evidence, learning.belief(evidence));
    }

    private KindMaturity shown(WorkloadKind kind, Evidence evidence, Belief belief) {
        return new KindMaturity(
                StoredEvidence.state(evidence.state()),
                Candidates.rounded(score(kind, belief)),
                Candidates.rounded(belief.completion()),
                Candidates.rounded(belief.mtbfHours()),
                Candidates.rounded(evidence.runs()),
                String.valueOf(Math.round(evidence.acceleratorHours())),
                evidence.stackVersion().isEmpty() ? null : evidence.stackVersion(),
                StoredEvidence.write(evidence));
    }

    private static double score(WorkloadKind kind, Belief belief) {
        Maturity maturity = new Maturity(MaturityState.UNPROVEN, belief.completion(), belief.mtbfHours());
        return kind == WorkloadKind.TRAINING
                ? TrainingMaturity.of(maturity, REFERENCE_PLAN, REFERENCE_ACCELERATORS)
                : ReplicaAvailability.of(maturity, REFERENCE_ACCELERATORS);
    }

    private TrustRules rules(WorkloadKind kind) {
        Policy current = policy.get();
        return new TrustRules(
                current.floorFor(kind),
                current.qualification().canaryRuns(),
                current.qualification().halfLife(),
                current.qualification().versionDiscount(),
                // Nobody starts replicas on trial: what was quarantined would stay so.
                kind == WorkloadKind.TRAINING);
    }

    private static Belief belief(Prior prior) {
        return new Belief(prior.completion(), prior.weight(), prior.mtbfHours(), prior.weight());
    }
}

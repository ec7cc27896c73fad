package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.Qualification;
import dev.heterodyne.api.QualificationTemplate;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobSpec;
import dev.heterodyne.evidence.CanaryBudget;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.workload.QualificationJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the policy's canary run on a pool that has to earn its floor: one at a time, within the budget. */
final class QualificationRuns {
    private static final Logger LOG = LoggerFactory.getLogger(QualificationRuns.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private final KubernetesClient client;
    private final ClusterView view;
    private final Supplier<Policy> policy;
    private final Clock clock;

    QualificationRuns(KubernetesClient client, ClusterView view, Supplier<Policy> policy, Clock clock) {
        this.client = client;
        this.view = view;
        this.policy = policy;
        this.clock = clock;
    }

    /** Starts a run where one is due; when to look again, where the pool has yet to earn its floor. */
    Optional<Duration> consider(AcceleratorPool pool) {
        Optional<QualificationTemplate> template = view.policy(Policy.DEFAULT_NAME)
                .map(PlacementPolicy::getSpec)
                .map(s -> s.qualification())
                .map(Qualification::template);
        if (template.isEmpty() || isTrusted(pool) || !isWanted(pool)) {
            return Optional.empty();
        }
        List<TrainingJob> runs = view.qualificationRuns(pool.getMetadata().getName());
        Duration rest = restLeft(pool, runs);
        if (runs.stream().allMatch(TrainingStatuses::isOver) && rest.isZero() && isAffordable()) {
            start(template.get(), pool.getMetadata().getName(), next(runs));
        }
        return Optional.of(rest.isZero() || rest.compareTo(LOOK_AGAIN) > 0 ? LOOK_AGAIN : rest);
    }

    private boolean isTrusted(AcceleratorPool pool) {
        double floor = policy.get().floorFor(WorkloadKind.TRAINING);
        return TrainingTrust.of(pool).filter(t -> t.isAbove(floor)).isPresent();
    }

    /** Where a mandate favours some hardware, only that has to be brought forward. */
    private boolean isWanted(AcceleratorPool pool) {
        return policy.get().origin().countries().isEmpty()
                || policy.get().origin().favours(view.origin(pool.getSpec().className()));
    }

    /** A pool that failed gets its next chance after a rest; zero where it is over, or none is due. */
    private Duration restLeft(AcceleratorPool pool, List<TrainingJob> runs) {
        if (TrainingTrust.of(pool)
                .filter(t -> t.state() == MaturityState.Quarantined)
                .isEmpty()) {
            return Duration.ZERO;
        }
        return runs.stream()
                .flatMap(r -> Attempts.of(r).last().stream())
                .filter(a -> a.endTime() != null)
                .map(a -> Instant.parse(a.endTime()))
                .max(Comparator.naturalOrder())
                .map(end -> Duration.between(
                        clock.instant(), end.plus(policy.get().reroute().cooldown())))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ZERO);
    }

    private boolean isAffordable() {
        return new CanaryBudget(policy.get().qualification().budget())
                .allowsAnother(view.trainingEvidence(clock.instant()), view.runningTrainingHours(clock.instant()));
    }

    private static int next(List<TrainingJob> runs) {
        return runs.stream().mapToInt(QualificationJob::number).max().orElse(0) + 1;
    }

    private void start(QualificationTemplate template, String pool, int number) {
        try {
            TrainingJobSpec spec =
                    client.getKubernetesSerialization().convertValue(template.spec(), TrainingJobSpec.class);
            client.resource(QualificationJob.of(template.namespace(), spec, pool, number))
                    .create();
            LOG.info("started run {} to qualify pool {}", number, pool);
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "PlacementPolicy {}: spec.qualification.template.spec is no spec of a TrainingJob; correct it: {}",
                    Policy.DEFAULT_NAME,
                    e.getMessage());
        } catch (KubernetesClientException e) {
            // A conflict: it was made a moment ago, and the watch has yet to show it.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                LOG.warn(
                        "PlacementPolicy {}: no run can be made from spec.qualification.template; correct it: {}",
                        Policy.DEFAULT_NAME,
                        e.getMessage());
            }
        }
    }
}

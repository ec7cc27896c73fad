package dev.heterodyne.controller;

import dev.heterodyne.api.ForecastStatus;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.LoadStatus;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.Setback;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.workload.ChildLabels;
import dev.heterodyne.workload.PoolTolerations;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an inference job's status becomes, from what it was and what happened. */
final class InferenceStatuses implements AdmissionStatuses<InferenceJob, InferenceJobStatus> {
    private static final InferenceJobStatus NONE =
            new InferenceJobStatus(null, null, null, null, null, null, null, null, null, null);
    private final StatusFactory factory;
    private final PoolTolerations tolerations;

    InferenceStatuses(StatusFactory factory, PoolTolerations tolerations) {
        this.factory = factory;
        this.tolerations = tolerations;
    }

    static InferenceJobStatus of(InferenceJob job) {
        return Optional.ofNullable(job.getStatus()).orElse(NONE);
    }

    @Override
    public InferenceJobStatus placed(InferenceJob job, Decision decision) {
        InferencePlacement placement = new InferencePlacement(
                pools(decision.shares()),
                ShareStatuses.decided(job, decision.shares(), tolerations),
                StatusFactory.brief(decision.message()),
                Candidates.of(decision));
        int replicas = decision.shares().stream().mapToInt(Share::replicas).sum();
        List<Condition> conditions = draft(job)
                .yes(ConditionType.Placed, ConditionReason.Placed, decision.message())
                .no(ConditionType.Available, ConditionReason.TooFewReplicas, "no replica is ready yet")
                .toList();
        return status(job, Phase.Placed, replicas, 0, placement, null, conditions);
    }

    @Override
    public InferenceJobStatus waiting(InferenceJob job, Decision decision) {
        List<Condition> conditions = draft(job)
                .no(ConditionType.Placed, decision.reason().orElse(Reason.NoFeasiblePool), decision.message())
                .drop(ConditionType.Available)
                .drop(ConditionType.Progressing)
                .drop(ConditionType.Degraded)
                .toList();
        InferencePlacement candidatesOnly =
                new InferencePlacement(null, null, StatusFactory.brief(decision.message()), Candidates.of(decision));
        return status(job, Phase.Pending, null, null, candidatesOnly, null, conditions);
    }

    @Override
    public boolean saysSo(InferenceJob job, Decision decision) {
        InferenceJobStatus status = of(job);
        InferencePlacement placement = status.placement();
        return Objects.equals(status.observedGeneration(), job.getMetadata().getGeneration())
                && Conditions.hasReason(
                        status.conditions(),
                        ConditionType.Placed,
                        decision.reason().map(Enum::name).orElse(""))
                && Candidates.sameVerdicts(placement == null ? null : placement.candidates(), decision);
    }

    @Override
    public Instant waitingSince(InferenceJob job) {
        return Instant.parse(job.getMetadata().getCreationTimestamp());
    }

    @Override
    public InferenceJobStatus blocked(InferenceJob job, ConditionReason reason, String message) {
        List<Condition> conditions = draft(job)
                .no(ConditionType.Placed, reason, message)
                .drop(ConditionType.Available)
                .drop(ConditionType.Progressing)
                .drop(ConditionType.Degraded)
                .toList();
        return status(job, Phase.Pending, null, null, null, null, conditions);
    }

    /** The API server refuses what was to be made; the placement stands while the job is corrected. */
    InferenceJobStatus refused(InferenceJob job, ConditionReason reason, String why) {
        InferenceJobStatus before = of(job);
        List<Condition> conditions =
                draft(job).no(ConditionType.Available, reason, why).toList();
        return status(
                job,
                Phase.Placed,
                before.replicas(),
                before.readyReplicas(),
                before.placement(),
                before.predicted(),
                conditions);
    }

    /** Whether the API server forbids what was to be made, for now. */
    static boolean isHeld(InferenceJob job) {
        return Conditions.hasReason(of(job).conditions(), ConditionType.Available, ConditionReason.FailedCreate.name());
    }

    /** The next step of a job that is placed; what its replicas show is as it was. */
    InferenceJobStatus resized(InferenceJob job, Decision decision) {
        InferenceJobStatus before = of(job);
        InferencePlacement placement = Objects.requireNonNull(before.placement(), "placement");
        InferencePlacement resized = new InferencePlacement(
                pools(decision.shares()),
                ShareStatuses.decided(job, decision.shares(), tolerations),
                StatusFactory.brief(decision.message()),
                decision.candidates().isEmpty() ? placement.candidates() : Candidates.of(decision));
        List<Condition> conditions = draft(job)
                .yes(ConditionType.Placed, ConditionReason.Placed, decision.message())
                .toList();
        return status(
                job,
                Objects.requireNonNullElse(before.phase(), Phase.Placed),
                replicas(resized),
                before.readyReplicas(),
                resized,
                before.predicted(),
                conditions);
    }

    /** The replicas of a pool are replaced from now on. */
    InferenceJobStatus rolling(InferenceJob job, String pool) {
        InferenceJobStatus before = of(job);
        InferencePlacement placement = Objects.requireNonNull(before.placement(), "placement");
        List<ShareStatus> shares = ShareStatuses.of(job).stream()
                .map(s -> pool.equals(s.pool()) ? ShareStatuses.rolling(s) : s)
                .toList();
        return status(
                job,
                Objects.requireNonNullElse(before.phase(), Phase.Placed),
                before.replicas(),
                before.readyReplicas(),
                with(placement, shares),
                before.predicted(),
                draft(job)
                        .yes(ConditionType.Progressing, ConditionReason.RollingOut, pool + " takes over a new template")
                        .toList());
    }

    /**
     * What the replicas show.
     *
     * @param forecast what they serve; empty where that is not known yet, and what status says stands
     * @param atRest whether it is decided that the placement stays as it is
     */
    InferenceJobStatus observed(InferenceJob job, ServingSight sight, Optional<Forecast> forecast, boolean atRest) {
        InferencePlacement before = Objects.requireNonNull(of(job).placement(), "placement");
        Rollout rollout = Rollout.of(job, tolerations);
        List<ShareStatus> shares = ShareStatuses.of(job).stream()
                .map(s -> ShareStatuses.seen(job, s, rollout.of(s.pool()), sight))
                .map(s -> forecast.map(f -> ShareStatuses.predicted(s, f)).orElse(s))
                .toList();
        InferencePlacement placement = with(before, shares);
        int replicas = replicas(placement);
        int ready = shares.stream()
                .mapToInt(s -> Objects.requireNonNullElse(s.readyReplicas(), 0))
                .sum();
        ServingConditions conditions = new ServingConditions(
                job, sight, replicas, ready, Rollout.of(job, shares, tolerations), forecast, atRest);
        return status(
                job,
                ready >= conditions.enough() ? Phase.Running : Phase.Placed,
                replicas,
                ready,
                placement,
                forecast.map(ForecastStatuses::of).orElse(of(job).predicted()),
                conditions.on(draft(job)).toList());
    }

    private static InferencePlacement with(InferencePlacement placement, List<ShareStatus> shares) {
        return new InferencePlacement(placement.pool(), shares, placement.message(), placement.candidates());
    }

    private static int replicas(InferencePlacement placement) {
        return Optional.ofNullable(placement.shares()).orElse(List.of()).stream()
                .mapToInt(s -> Objects.requireNonNullElse(s.replicas(), 0))
                .sum();
    }

    private static String pools(List<Share> shares) {
        return shares.stream().map(Share::pool).collect(Collectors.joining(","));
    }

    /** The status with another load, other setbacks and conditions. */
    static InferenceJobStatus with(
            InferenceJobStatus status,
            @Nullable LoadStatus load,
            @Nullable List<Setback> setbacks,
            @Nullable List<Condition> conditions) {
        return new InferenceJobStatus(
                status.observedGeneration(),
                status.phase(),
                status.replicas(),
                status.readyReplicas(),
                status.selector(),
                status.placement(),
                load,
                status.predicted(),
                setbacks,
                conditions);
    }

    private StatusFactory.Draft draft(InferenceJob job) {
        return factory.draft(of(job).conditions(), job.getMetadata().getGeneration());
    }

    private static InferenceJobStatus status(
            InferenceJob job,
            Phase phase,
            @Nullable Integer replicas,
            @Nullable Integer readyReplicas,
            @Nullable InferencePlacement placement,
            @Nullable ForecastStatus predicted,
            List<Condition> conditions) {
        String selector = ChildLabels.selector(
                        ChildLabels.INFERENCE, job.getMetadata().getName())
                .entrySet()
                .stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
        InferenceJobStatus before = of(job);
        return new InferenceJobStatus(
                job.getMetadata().getGeneration(),
                phase,
                replicas,
                readyReplicas,
                selector,
                placement,
                before.load(),
                predicted,
                before.setbacks(),
                conditions);
    }
}

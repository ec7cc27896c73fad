package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.workload.ChildLabels;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an inference job's status becomes, from what it was and what happened. */
final class InferenceStatuses implements AdmissionStatuses<InferenceJob, InferenceJobStatus> {
    private static final InferenceJobStatus NONE =
            new InferenceJobStatus(null, null, null, null, null, null, null, null, null, null);
    private final StatusFactory factory;

    InferenceStatuses(StatusFactory factory) {
        this.factory = factory;
    }

    static InferenceJobStatus of(InferenceJob job) {
        return Optional.ofNullable(job.getStatus()).orElse(NONE);
    }

    @Override
    public InferenceJobStatus placed(InferenceJob job, Decision decision) {
        List<ShareStatus> shares =
                decision.shares().stream().map(InferenceStatuses::share).toList();
        String pools = decision.shares().stream().map(Share::pool).collect(Collectors.joining(","));
        InferencePlacement placement =
                new InferencePlacement(pools, shares, StatusFactory.brief(decision.message()), Candidates.of(decision));
        int replicas = decision.shares().stream().mapToInt(Share::replicas).sum();
        List<Condition> conditions = draft(job)
                .yes(ConditionType.Placed, ConditionReason.Placed, decision.message())
                .no(ConditionType.Available, ConditionReason.TooFewReplicas, "no replica is ready yet")
                .toList();
        return status(job, Phase.Placed, replicas, 0, placement, conditions);
    }

    @Override
    public InferenceJobStatus waiting(InferenceJob job, Decision decision) {
        List<Condition> conditions = draft(job)
                .no(ConditionType.Placed, decision.reason().orElse(Reason.NoFeasiblePool), decision.message())
                .drop(ConditionType.Available)
                .toList();
        InferencePlacement candidatesOnly =
                new InferencePlacement(null, null, StatusFactory.brief(decision.message()), Candidates.of(decision));
        return status(job, Phase.Pending, null, null, candidatesOnly, conditions);
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
                .toList();
        return status(job, Phase.Pending, null, null, null, conditions);
    }

    /** The API server refuses what was to be made; the placement stands while the job is corrected. */
    InferenceJobStatus refused(InferenceJob job, ChildRefused refused) {
        InferenceJobStatus before = of(job);
        List<Condition> conditions = draft(job)
                .no(ConditionType.Available, refused.reason(), refused.why())
                .toList();
        return status(job, Phase.Placed, before.replicas(), before.readyReplicas(), before.placement(), conditions);
    }

    /**
     * What the replicas show.
     *
     * @param readyByPool ready replicas of each share
     * @param nodesNotReady nodes of the placement that are not Ready
     */
    InferenceJobStatus observed(InferenceJob job, Map<String, Integer> readyByPool, List<String> nodesNotReady) {
        InferencePlacement before = Objects.requireNonNull(of(job).placement(), "placement");
        List<ShareStatus> shares = Optional.ofNullable(before.shares()).orElse(List.of()).stream()
                .map(s -> withReady(s, readyByPool.getOrDefault(s.pool(), 0)))
                .toList();
        int replicas = shares.stream()
                .mapToInt(s -> Objects.requireNonNullElse(s.replicas(), 0))
                .sum();
        int ready = shares.stream()
                .mapToInt(s -> Objects.requireNonNullElse(s.readyReplicas(), 0))
                .sum();
        int enough = Math.min(job.getSpec().replicas().min(), replicas);
        String message = ready + " of " + replicas + " replicas are ready, " + enough + " are needed";
        StatusFactory.Draft draft = draft(job);
        if (ready >= enough) {
            draft.yes(ConditionType.Available, ConditionReason.EnoughReplicas, message);
        } else if (nodesNotReady.isEmpty()) {
            draft.no(ConditionType.Available, ConditionReason.TooFewReplicas, message);
        } else {
            draft.no(
                    ConditionType.Available,
                    ConditionReason.NodesNotReady,
                    message + "; not Ready: " + String.join(", ", nodesNotReady));
        }
        InferencePlacement placement =
                new InferencePlacement(before.pool(), shares, before.message(), before.candidates());
        return status(job, ready >= enough ? Phase.Running : Phase.Placed, replicas, ready, placement, draft.toList());
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
                before.predicted(),
                before.setbacks(),
                conditions);
    }

    private static ShareStatus share(Share share) {
        return new ShareStatus(
                share.pool(),
                share.stack(),
                share.replicas(),
                0,
                share.accelerators(),
                share.domain().isEmpty() ? null : share.domain(),
                share.nodes(),
                share.acceleratorsPerReplica(),
                share.podsPerReplica() == 1 ? null : share.podsPerReplica(),
                share.surgeNodes().isEmpty() ? null : share.surgeNodes(),
                share.lentNodes().isEmpty() ? null : share.lentNodes(),
                null,
                null,
                null);
    }

    private static ShareStatus withReady(ShareStatus share, int ready) {
        return new ShareStatus(
                share.pool(),
                share.stack(),
                share.replicas(),
                ready,
                share.accelerators(),
                share.domain(),
                share.nodes(),
                share.acceleratorsPerReplica(),
                share.podsPerReplica(),
                share.surgeNodes(),
                share.lentNodes(),
                share.requestsPerSecond(),
                share.tokensPerSecond(),
                share.revision());
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.api.TrainingPlacement;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.filter.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a training job's status becomes, from what it was and what happened. */
final class TrainingStatuses implements AdmissionStatuses<TrainingJob, TrainingJobStatus> {
    private static final int MOST_ATTEMPTS = 20;
    private static final TrainingJobStatus NONE = new TrainingJobStatus(null, null, null, null, null, null, null);
    private final StatusFactory factory;

    TrainingStatuses(StatusFactory factory) {
        this.factory = factory;
    }

    static TrainingJobStatus of(TrainingJob job) {
        return Optional.ofNullable(job.getStatus()).orElse(NONE);
    }

    static boolean isOver(TrainingJob job) {
        Phase phase = of(job).phase();
        return phase == Phase.Succeeded || phase == Phase.Failed;
    }

    /** The attempt that runs, or that ran last; empty before the first. */
    static Optional<Attempt> lastAttempt(TrainingJob job) {
        List<Attempt> attempts = attempts(job);
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }

    @Override
    public TrainingJobStatus placed(TrainingJob job, Decision decision) {
        Share share = decision.shares().get(0);
        List<Attempt> attempts = new ArrayList<>(attempts(job));
        attempts.add(new Attempt(
                nextNumber(job),
                share.pool(),
                share.stack(),
                null,
                share.accelerators(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        TrainingPlacement placement = new TrainingPlacement(
                share.pool(),
                share.stack(),
                share.domain().isEmpty() ? null : share.domain(),
                share.replicas(),
                share.accelerators(),
                share.nodes(),
                StatusFactory.brief(decision.message()),
                Candidates.of(decision));
        List<Condition> conditions = draft(job)
                .yes(ConditionType.Placed, ConditionReason.Placed, decision.message())
                .no(
                        ConditionType.PodsReady,
                        ConditionReason.WaitingForPods,
                        "0 of " + share.replicas() + " pods are ready")
                .toList();
        return status(job, Phase.Placed, placement, newest(attempts), conditions);
    }

    @Override
    public TrainingJobStatus waiting(TrainingJob job, Decision decision) {
        Reason reason = decision.reason().orElse(Reason.NoFeasiblePool);
        List<Condition> conditions = draft(job)
                .no(ConditionType.Placed, reason, decision.message())
                .drop(ConditionType.PodsReady)
                .toList();
        Phase phase = reason == Reason.Suspended ? Phase.Suspended : Phase.Pending;
        return status(job, phase, candidatesOnly(decision), attempts(job), conditions);
    }

    @Override
    public boolean saysSo(TrainingJob job, Decision decision) {
        TrainingJobStatus status = of(job);
        TrainingPlacement placement = status.placement();
        return Objects.equals(status.observedGeneration(), job.getMetadata().getGeneration())
                && Conditions.hasReason(
                        status.conditions(),
                        ConditionType.Placed,
                        decision.reason().map(Enum::name).orElse(""))
                && Candidates.sameVerdicts(placement == null ? null : placement.candidates(), decision);
    }

    @Override
    public TrainingJobStatus blocked(TrainingJob job, ConditionReason reason, String message) {
        List<Condition> conditions = draft(job)
                .no(ConditionType.Placed, reason, message)
                .drop(ConditionType.PodsReady)
                .toList();
        return status(job, Phase.Pending, null, attempts(job), conditions);
    }

    /** The job is held; an attempt that was running is over. */
    TrainingJobStatus suspended(TrainingJob job) {
        List<Condition> conditions = draft(job)
                .no(ConditionType.Placed, ConditionReason.Suspended, "spec.suspend is true; set it to false to go on")
                .drop(ConditionType.PodsReady)
                .toList();
        return status(job, Phase.Suspended, null, ended(job, AttemptOutcome.Cancelled, "spec.suspend"), conditions);
    }

    /** What the attempt's pods and nodes show. */
    TrainingJobStatus observed(TrainingJob job, GangState state) {
        StatusFactory.Draft draft = draft(job);
        Phase phase = of(job).phase() == Phase.Running ? Phase.Running : Phase.Placed;
        List<Attempt> attempts = attempts(job);
        if (state instanceof GangState.Starting starting) {
            String message = starting.ready() + " of " + starting.replicas() + " pods are ready";
            draft.no(ConditionType.PodsReady, ConditionReason.WaitingForPods, message);
        } else if (state instanceof GangState.Ready ready) {
            String message = "all " + ready.replicas() + " pods are ready";
            draft.yes(ConditionType.PodsReady, ConditionReason.AllPodsReady, message);
            phase = Phase.Running;
        } else if (state instanceof GangState.NodesLost lost) {
            String message = "not Ready: " + String.join(", ", lost.nodes());
            draft.no(ConditionType.PodsReady, ConditionReason.NodesNotReady, message);
        } else if (state instanceof GangState.PoolGone gone) {
            String message = "pool " + gone.pool() + " or its class is gone; restore it, or delete the job";
            draft.no(ConditionType.PodsReady, ConditionReason.PoolGone, message);
        } else if (state instanceof GangState.Completed completed) {
            String message = "all " + completed.replicas() + " pods succeeded";
            draft.no(ConditionType.PodsReady, ConditionReason.Completed, message)
                    .yes(ConditionType.Finished, ConditionReason.Completed, message);
            phase = Phase.Succeeded;
            attempts = ended(job, AttemptOutcome.Completed, null);
        } else if (state instanceof GangState.Failed failed) {
            draft.no(ConditionType.PodsReady, ConditionReason.AttemptFailed, failed.message())
                    .yes(ConditionType.Finished, ConditionReason.AttemptFailed, failed.message());
            phase = Phase.Failed;
            attempts = ended(job, AttemptOutcome.Unknown, failed.message());
        } else if (state instanceof GangState.Refused refused) {
            draft.no(ConditionType.PodsReady, refused.reason(), refused.message())
                    .yes(ConditionType.Finished, refused.reason(), refused.message());
            phase = Phase.Failed;
            attempts = ended(job, AttemptOutcome.UserError, refused.message());
        }
        return status(job, phase, of(job).placement(), attempts, draft.toList());
    }

    private StatusFactory.Draft draft(TrainingJob job) {
        return factory.draft(of(job).conditions(), job.getMetadata().getGeneration());
    }

    private static TrainingJobStatus status(
            TrainingJob job,
            Phase phase,
            @Nullable TrainingPlacement placement,
            List<Attempt> attempts,
            List<Condition> conditions) {
        return new TrainingJobStatus(
                job.getMetadata().getGeneration(),
                phase,
                placement,
                null,
                null,
                attempts.isEmpty() ? null : attempts,
                conditions.isEmpty() ? null : conditions);
    }

    private static TrainingPlacement candidatesOnly(Decision decision) {
        return new TrainingPlacement(
                null, null, null, null, null, null, StatusFactory.brief(decision.message()), Candidates.of(decision));
    }

    private static List<Attempt> attempts(TrainingJob job) {
        return Optional.ofNullable(of(job).attempts()).orElse(List.of());
    }

    private static int nextNumber(TrainingJob job) {
        return lastAttempt(job)
                .map(a -> Objects.requireNonNullElse(a.number(), 0) + 1)
                .orElse(1);
    }

    private static List<Attempt> newest(List<Attempt> attempts) {
        return List.copyOf(attempts.subList(Math.max(0, attempts.size() - MOST_ATTEMPTS), attempts.size()));
    }

    private List<Attempt> ended(TrainingJob job, AttemptOutcome outcome, @Nullable String reason) {
        List<Attempt> attempts = new ArrayList<>(attempts(job));
        int last = attempts.size() - 1;
        if (last >= 0 && attempts.get(last).isOpen()) {
            String why = reason == null ? null : StatusFactory.brief(reason);
            attempts.set(last, attempts.get(last).ended(factory.now(), outcome, why, null, null));
        }
        return List.copyOf(attempts);
    }
}

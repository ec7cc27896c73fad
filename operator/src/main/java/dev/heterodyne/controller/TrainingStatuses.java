package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.api.TrainingPlacement;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.filter.Reason;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a training job's status becomes on its way to an attempt and while one runs; {@link AttemptEnds} has the rest. */
final class TrainingStatuses implements AdmissionStatuses<TrainingJob, TrainingJobStatus> {
    private static final TrainingJobStatus NONE = new TrainingJobStatus(null, null, null, null, null, null, null);
    private final StatusFactory factory;
    private final Function<String, @Nullable String> stackVersion;

    /**
     * @param stackVersion of a pool, where it states one
     */
    TrainingStatuses(StatusFactory factory, Function<String, @Nullable String> stackVersion) {
        this.factory = factory;
        this.stackVersion = stackVersion;
    }

    static TrainingJobStatus of(TrainingJob job) {
        return Optional.ofNullable(job.getStatus()).orElse(NONE);
    }

    static boolean isOver(TrainingJob job) {
        Phase phase = of(job).phase();
        return phase == Phase.Succeeded || phase == Phase.Failed;
    }

    @Override
    public TrainingJobStatus placed(TrainingJob job, Decision decision) {
        Share share = decision.shares().get(0);
        Attempts before = Attempts.of(job);
        TrainingPlacement placement = new TrainingPlacement(
                share.pool(),
                share.stack(),
                share.domain().isEmpty() ? null : share.domain(),
                share.replicas(),
                share.accelerators(),
                share.nodes(),
                StatusFactory.brief(decision.message()),
                Candidates.of(decision));
        TrainingDraft draft = draft(job)
                .phase(Phase.Placed)
                .placement(placement)
                .retryTime(null)
                .goodput(new GoodputBook(job).waitedUntil(factory.now()))
                .attempts(before.plus(attempt(before, share)));
        draft.conditions()
                .yes(ConditionType.Placed, ConditionReason.Placed, decision.message())
                .no(
                        ConditionType.PodsReady,
                        ConditionReason.WaitingForPods,
                        "0 of " + share.replicas() + " pods are ready");
        return draft.build();
    }

    @Override
    public Instant waitingSince(TrainingJob job) {
        return Instant.parse(Attempts.of(job)
                .last()
                .map(Attempt::endTime)
                .orElse(job.getMetadata().getCreationTimestamp()));
    }

    private Attempt attempt(Attempts before, Share share) {
        return new Attempt(
                before.nextNumber(),
                share.pool(),
                share.stack(),
                stackVersion.apply(share.pool()),
                share.accelerators(),
                factory.now(),
                null,
                null,
                null,
                null,
                null,
                null,
                before.savedStep().orElse(null));
    }

    @Override
    public TrainingJobStatus waiting(TrainingJob job, Decision decision) {
        Reason reason = decision.reason().orElse(Reason.NoFeasiblePool);
        if (isAtItsEnd(decision)) {
            return nowhereLeft(job, decision);
        }
        TrainingDraft draft = draft(job)
                .phase(reason == Reason.Suspended ? Phase.Suspended : waitingPhase(job))
                .placement(candidatesOnly(decision));
        draft.conditions().no(ConditionType.Placed, reason, decision.message()).drop(ConditionType.PodsReady);
        return draft.build();
    }

    /** No pool is left that the job has not used up or could ever run on. */
    private static boolean isAtItsEnd(Decision decision) {
        return decision.outcome() == Outcome.Rejected
                && decision.candidates().stream()
                        .anyMatch(c ->
                                c.reason().filter(Reason.AttemptsUsedUp::equals).isPresent());
    }

    private TrainingJobStatus nowhereLeft(TrainingJob job, Decision decision) {
        TrainingDraft draft = draft(job)
                .phase(Phase.Failed)
                .placement(candidatesOnly(decision))
                .retryTime(null);
        String message = decision.message() + "; "
                + Attempts.of(job).all().stream().map(AttemptEnds::told).collect(Collectors.joining("; "));
        draft.conditions()
                .no(ConditionType.Placed, Reason.AttemptsUsedUp, decision.message())
                .drop(ConditionType.PodsReady)
                .yes(ConditionType.Finished, ConditionReason.OutOfAttempts, message);
        return draft.build();
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
        TrainingDraft draft = draft(job).phase(waitingPhase(job)).placement(null);
        draft.conditions().no(ConditionType.Placed, reason, message).drop(ConditionType.PodsReady);
        return draft.build();
    }

    /** The job is held. */
    TrainingJobStatus suspended(TrainingJob job) {
        TrainingDraft draft = draft(job).phase(Phase.Suspended).placement(null).retryTime(null);
        draft.conditions()
                .no(ConditionType.Placed, ConditionReason.Suspended, "spec.suspend is true; set it to false to go on")
                .drop(ConditionType.PodsReady);
        return draft.build();
    }

    /** What the pods of the attempt that runs show. */
    TrainingJobStatus running(TrainingJob job, GangState state) {
        TrainingDraft draft = draft(job);
        if (state instanceof GangState.Ready ready) {
            draft.phase(Phase.Running)
                    .conditions()
                    .yes(
                            ConditionType.PodsReady,
                            ConditionReason.AllPodsReady,
                            "all " + ready.replicas() + " pods are ready");
            Attempts attempts = Attempts.of(job);
            attempts.open()
                    .filter(a -> a.readyTime() == null)
                    .ifPresent(a -> draft.attempts(attempts.withLast(a.ready(factory.now()))));
        } else if (state instanceof GangState.Starting starting) {
            draft.conditions()
                    .no(
                            ConditionType.PodsReady,
                            starting.reason(),
                            starting.ready() + " of " + starting.replicas() + " pods are ready"
                                    + (starting.obstacle().isEmpty() ? "" : "; " + starting.obstacle()));
        } else if (state instanceof GangState.PoolGone gone) {
            draft.conditions()
                    .no(
                            ConditionType.PodsReady,
                            ConditionReason.PoolGone,
                            "pool " + gone.pool() + " or its class is gone; restore it, or delete the job");
        }
        return draft.build();
    }

    private TrainingDraft draft(TrainingJob job) {
        return new TrainingDraft(job, factory);
    }

    /** A job whose attempt was taken from it is being moved; one that its owner stopped, or a new one, just waits. */
    private static Phase waitingPhase(TrainingJob job) {
        return Attempts.of(job)
                        .last()
                        .filter(a -> !a.isOpen() && a.outcome() != AttemptOutcome.Cancelled)
                        .isPresent()
                ? Phase.Rerouting
                : Phase.Pending;
    }

    private static TrainingPlacement candidatesOnly(Decision decision) {
        return new TrainingPlacement(
                null, null, null, null, null, null, StatusFactory.brief(decision.message()), Candidates.of(decision));
    }
}

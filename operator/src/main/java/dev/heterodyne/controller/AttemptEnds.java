package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a training job's status becomes when an attempt is over. */
final class AttemptEnds {
    private final StatusFactory factory;

    AttemptEnds(StatusFactory factory) {
        this.factory = factory;
    }

    /** What comes after an attempt. */
    sealed interface Next {
        /** Nothing: the work is done. */
        record Succeeded() implements Next {}

        /** Nothing: trying again is useless, or was tried often enough. */
        record Failed(ConditionReason reason, String message) implements Next {}

        /**
         * Another attempt.
         *
         * @param retryTime when the job asks for a placement again, at once where it is null
         */
        record Again(@Nullable String retryTime) implements Next {}
    }

    TrainingJobStatus status(TrainingJob job, Attempt ended, Next next) {
        TrainingDraft draft = new TrainingDraft(job, factory)
                .attempts(Attempts.of(job).withLast(ended))
                .goodput(new GoodputBook(job).with(ended));
        if (next instanceof Next.Succeeded) {
            String message = "all pods of attempt " + Attempts.number(ended) + " succeeded";
            finished(draft.phase(Phase.Succeeded), ConditionReason.Completed, message);
        } else if (next instanceof Next.Failed failed) {
            finished(draft.phase(Phase.Failed), failed.reason(), failed.message());
        } else {
            String retryTime = ((Next.Again) next).retryTime();
            ConditionReason reason = reason(ended.outcome());
            draft.phase(Phase.Rerouting)
                    .placement(null)
                    .retryTime(retryTime)
                    .conditions()
                    .no(ConditionType.Placed, reason, moving(ended, retryTime))
                    .drop(ConditionType.PodsReady);
        }
        return draft.build();
    }

    private static void finished(TrainingDraft draft, ConditionReason reason, String message) {
        draft.conditions().no(ConditionType.PodsReady, reason, message).yes(ConditionType.Finished, reason, message);
    }

    private static String moving(Attempt ended, @Nullable String retryTime) {
        return told(ended)
                + (retryTime == null ? "; looking for another place" : "; asks for a place again at " + retryTime);
    }

    /** An attempt and its end in one clause. */
    static String told(Attempt ended) {
        return "attempt %d on %s: %s (%s)"
                .formatted(
                        Attempts.number(ended),
                        ended.pool(),
                        ended.outcome(),
                        Objects.requireNonNullElse(ended.reason(), "no reason known"));
    }

    static ConditionReason reason(@Nullable AttemptOutcome outcome) {
        return switch (Objects.requireNonNullElse(outcome, AttemptOutcome.Unknown)) {
            case StackFailure -> ConditionReason.StackFailure;
            case HardwareFailure -> ConditionReason.HardwareFailure;
            case UserError -> ConditionReason.UserError;
            case Preempted -> ConditionReason.Preempted;
            case Cancelled -> ConditionReason.Suspended;
            case Completed -> ConditionReason.Completed;
            case Unknown -> ConditionReason.AttemptFailed;
        };
    }
}

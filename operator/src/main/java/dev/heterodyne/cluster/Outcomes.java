package dev.heterodyne.cluster;

import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.evidence.Outcome;

/** Ends of attempts, in the words of the API and in those of the core. */
public final class Outcomes {
    private Outcomes() {}

    /** As status shows it. */
    public static AttemptOutcome shown(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> AttemptOutcome.Completed;
            case STACK_FAILURE -> AttemptOutcome.StackFailure;
            case HARDWARE_FAILURE -> AttemptOutcome.HardwareFailure;
            case USER_ERROR -> AttemptOutcome.UserError;
            case PREEMPTED -> AttemptOutcome.Preempted;
            case CANCELLED -> AttemptOutcome.Cancelled;
            case UNKNOWN -> AttemptOutcome.Unknown;
        };
    }

    /** As the core reckons with it. */
    public static Outcome core(AttemptOutcome outcome) {
        return switch (outcome) {
            case Completed -> Outcome.COMPLETED;
            case StackFailure -> Outcome.STACK_FAILURE;
            case HardwareFailure -> Outcome.HARDWARE_FAILURE;
            case UserError -> Outcome.USER_ERROR;
            case Preempted -> Outcome.PREEMPTED;
            case Cancelled -> Outcome.CANCELLED;
            case Unknown -> Outcome.UNKNOWN;
        };
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.cluster.HistoryReader;
import dev.heterodyne.placement.reroute.PastAttempt;
import dev.heterodyne.placement.reroute.Reroute;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What comes after an attempt, by the rules of its job and its policy. */
final class NextAttempt {
    private final ClusterState state;
    private final Clock clock;

    NextAttempt(ClusterState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Whether the job leaves the pool because of how the attempt ended, or is tried no more. */
    boolean leavesPool(TrainingJob job, Attempt ended) {
        List<PastAttempt> past = past(job, ended);
        Reroute rules = rules(job);
        return rules.leavesPool(past) || rules.givesUp(past).isPresent();
    }

    AttemptEnds.Next after(TrainingJob job, Attempt ended) {
        if (ended.outcome() == AttemptOutcome.Completed) {
            return new AttemptEnds.Next.Succeeded();
        }
        List<PastAttempt> past = past(job, ended);
        Reroute rules = rules(job);
        Optional<String> givesUp = rules.givesUp(past);
        if (givesUp.isPresent()) {
            ConditionReason reason = ended.outcome() == AttemptOutcome.UserError
                    ? ConditionReason.UserError
                    : ConditionReason.OutOfAttempts;
            return new AttemptEnds.Next.Failed(reason, givesUp.get() + ": " + history(job, ended));
        }
        Duration wait = rules.backoff(past);
        return new AttemptEnds.Next.Again(
                wait.isZero()
                        ? null
                        : clock.instant()
                                .plus(wait)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString());
    }

    /** Those of a job that the watch does not show any more are of no use: it is gone. */
    private Reroute rules(TrainingJob job) {
        return state.reroute(Jobs.id(job))
                .orElseThrow(() -> new IllegalStateException(Jobs.id(job) + " is not known any more"));
    }

    private static String history(TrainingJob job, Attempt ended) {
        return Attempts.of(job).withLast(ended).all().stream()
                .map(AttemptEnds::told)
                .collect(Collectors.joining("; "));
    }

    private static List<PastAttempt> past(TrainingJob job, Attempt ended) {
        return HistoryReader.past(
                Attempts.of(job).withLast(ended).all(), job.getSpec().checkpoint() != null);
    }
}

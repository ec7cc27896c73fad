package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cluster.Outcomes;
import dev.heterodyne.evidence.Run;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A job's side of the evidence: reports the end of an attempt to its pool, and learns when it is written there. */
final class PoolEvidence {
    private final EvidenceInbox inbox;
    private final ClusterView view;

    PoolEvidence(EvidenceInbox inbox, ClusterView view) {
        this.inbox = inbox;
        this.view = view;
    }

    /**
     * The end as the pool has counted it; empty while it has yet to write it down, for which this asks. An outcome that
     * teaches nothing, or a pool that is gone, is settled at once.
     *
     * @param abandons whether the job leaves the pool because of this end, or ends itself
     */
    Optional<CountedAttempt> settle(TrainingJob job, Attempt ended, boolean abandons) {
        AttemptOutcome outcome = Objects.requireNonNull(ended.outcome());
        String pool = Objects.requireNonNullElse(ended.pool(), "");
        String name = nameOf(job, ended);
        Optional<CountedAttempt> counted = counted(job, ended);
        if (counted.isPresent() || outcome == AttemptOutcome.Unknown || !view.poolExists(pool)) {
            return counted.or(() -> Optional.of(new CountedAttempt(name, outcome, ended.failedNodes())));
        }
        Run run = new Run(
                Outcomes.core(outcome),
                Objects.requireNonNullElse(ended.stackVersion(), ""),
                GoodputBook.allocatedHours(ended),
                Boolean.TRUE.equals(job.getSpec().canary()),
                abandons);
        inbox.submit(
                pool,
                new EvidenceInbox.Report(
                        Jobs.id(job), name, run, Objects.requireNonNullElse(ended.failedNodes(), List.of())));
        return Optional.empty();
    }

    /** What its pool has counted of an attempt; empty where it has not, or no longer needs to know. */
    Optional<CountedAttempt> counted(TrainingJob job, Attempt attempt) {
        String name = nameOf(job, attempt);
        return inbox.taken(name).or(() -> view.counted(Objects.requireNonNullElse(attempt.pool(), ""), name));
    }

    /** The job's status shows the end. */
    void forget(TrainingJob job, Attempt ended) {
        inbox.settled(nameOf(job, ended));
    }

    private static String nameOf(TrainingJob job, Attempt attempt) {
        return EvidenceInbox.nameOf(job.getMetadata().getUid(), Attempts.number(attempt));
    }
}

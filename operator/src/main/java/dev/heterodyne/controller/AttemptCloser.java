package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.cluster.Outcomes;
import dev.heterodyne.evidence.Outcome;
import dev.heterodyne.evidence.attribution.Finding;
import dev.heterodyne.workload.SavedStep;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt in the one order that loses nothing: the pool learns of it, then status says so, then its accelerators are
 * given back and what still runs of it is stopped, as a whole.
 */
final class AttemptCloser {
    /** Should the call from the inbox get lost, which it does not. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private static final String COUNTED = "counted by the pool before this could be written down";

    private final Collaborators on;
    private final StatusWriter<TrainingJob, TrainingJobStatus> writer;
    private final AttemptEnds ends;
    private final NextAttempt next;
    private final PoolEvidence evidence;
    private final Retention retention;
    private final RecentlyStopped stopped = new RecentlyStopped();

    AttemptCloser(Collaborators on, StatusWriter<TrainingJob, TrainingJobStatus> writer, Retention retention) {
        this.on = on;
        this.writer = writer;
        this.retention = retention;
        this.ends = new AttemptEnds(on.statusFactory());
        this.next = new NextAttempt(on.state(), on.clock());
        this.evidence = new PoolEvidence(on.inbox(), on.view());
    }

    /**
     * Ends the attempt; when to look at the job again though nothing happens, where there is a time.
     *
     * @param refused why the API server will never take the attempt's children; empty where it has
     */
    Optional<Duration> close(
            TrainingJob job,
            Attempt open,
            Finding finding,
            Optional<ConditionReason> refused,
            Context<TrainingJob> context) {
        Attempt ended = ended(job, open, finding, Outcomes.shown(finding.outcome()), context);
        Optional<CountedAttempt> counted = evidence.settle(job, ended, next.leavesPool(job, ended));
        if (counted.isEmpty()) {
            return Optional.of(ASK_AGAIN);
        }
        if (counted.get().outcome() != ended.outcome()) {
            // Counted when other things were to be seen: what was counted stands.
            Finding then = counted(counted.get(), "now: " + finding.reason());
            ended = ended(job, open, then, counted.get().outcome(), context);
        }
        AttemptEnds.Next after = refused.isPresent()
                ? new AttemptEnds.Next.Failed(refused.get(), finding.reason())
                : next.after(job, ended);
        TrainingJob written = writer.write(job, ends.status(job, ended, after), context);
        evidence.forget(job, ended);
        on.metrics().ended(ended, new GoodputBook(job).usefulHours(ended));
        on.decisions().release(Jobs.id(job));
        stopEnded(written, context);
        return TrainingStatuses.isOver(written) ? retention.expire(written) : waitLeft(written);
    }

    /** The end of an attempt that its pool has counted, where nothing shows it any more: the node is back, the pods run on. */
    Optional<Finding> countedEnd(TrainingJob job, Attempt open) {
        return evidence.counted(job, open).map(counted -> counted(counted, "nothing shows it any more"));
    }

    private static Finding counted(CountedAttempt counted, String now) {
        return new Finding(
                Outcomes.core(counted.outcome()),
                COUNTED + "; " + now,
                Objects.requireNonNullElse(counted.failedNodes(), List.of()));
    }

    /** Removes what still runs of attempts that are over. */
    void stopEnded(TrainingJob job, Context<TrainingJob> context) {
        Optional<Attempt> open = Attempts.of(job).open();
        BatchJobs.of(job, context).stream()
                .filter(j -> j.getMetadata().getDeletionTimestamp() == null)
                .filter(j -> open.filter(a -> Attempts.isOf(a, j)).isEmpty())
                .filter(j -> !Autopsy.isOver(j) && !stopped.contains(j))
                .forEach(j -> {
                    on.client().resource(j).delete();
                    stopped.add(j);
                });
    }

    /** How long the job still holds back from asking for a placement. */
    Optional<Duration> waitLeft(TrainingJob job) {
        return Optional.ofNullable(TrainingStatuses.of(job).retryTime())
                .map(t -> Duration.between(on.clock().instant(), Instant.parse(t)))
                .filter(left -> !left.isNegative() && !left.isZero());
    }

    private @Nullable Long savedStep(TrainingJob job, Attempt open, Context<TrainingJob> context) {
        OptionalLong step = SavedStep.of(BatchJobs.of(job, open, context)
                .map(batch -> on.view().pods(job, batch))
                .orElse(List.of()));
        return step.isPresent() ? Long.valueOf(step.getAsLong()) : open.resumedFromStep();
    }

    private Attempt ended(
            TrainingJob job, Attempt open, Finding finding, AttemptOutcome outcome, Context<TrainingJob> context) {
        return open.ended(
                on.statusFactory().now(),
                outcome,
                outcome == AttemptOutcome.Completed ? null : StatusFactory.brief(finding.reason()),
                finding.nodes().isEmpty() || finding.outcome() == Outcome.COMPLETED
                        ? null
                        : finding.nodes().stream().limit(16).toList(),
                savedStep(job, open, context));
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.evidence.Outcome;
import dev.heterodyne.evidence.attribution.Finding;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PlacedShares;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what was decided for training jobs. The decision goes into status first, and so does the end of an attempt;
 * children are made and removed from status alone, so this can stop at any line and go on from there.
 */
@ControllerConfiguration(name = "trainingjob")
final class TrainingJobReconciler implements Reconciler<TrainingJob> {
    private final Collaborators on;
    private final TrainingStatuses statuses;
    private final StatusWriter<TrainingJob, TrainingJobStatus> writer;
    private final Admission<TrainingJob, TrainingJobStatus> admission;
    private final AttemptRunner runner;
    private final AttemptCloser closer;
    private final Retention retention;

    TrainingJobReconciler(Collaborators collaborators) {
        this.on = collaborators;
        this.statuses = new TrainingStatuses(on.statusFactory(), on.view()::stackVersion);
        this.writer = new StatusWriter<>(on.client(), on.events(), TrainingJobStatus::conditions);
        this.admission = new Admission<>(on.decisions(), on.state(), statuses, writer, on.metrics(), on.clock());
        this.runner = new AttemptRunner(on);
        this.retention = new Retention(on.client(), on.clock());
        this.closer = new AttemptCloser(on, writer, retention);
    }

    @Override
    public List<EventSource<?, TrainingJob>> prepareEventSources(EventSourceContext<TrainingJob> context) {
        return List.of(
                on.triggers().training(),
                Children.watched(Job.class, TrainingJob.class, context),
                Children.watched(Service.class, TrainingJob.class, context));
    }

    @Override
    public UpdateControl<TrainingJob> reconcile(TrainingJob cached, Context<TrainingJob> context) {
        Optional<Duration> lookAgain = on.freshRead()
                .call(cached, job -> step(job, context), () -> on.decisions().release(Jobs.id(cached)))
                .flatMap(after -> after);
        return LookAgain.after(lookAgain);
    }

    /** One step; the time after which to look again though nothing happens, where there is one. */
    private Optional<Duration> step(TrainingJob job, Context<TrainingJob> context) {
        if (job.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        if (TrainingStatuses.isOver(job)) {
            return retention.expire(job);
        }
        Optional<Share> share = share(job);
        Optional<Attempt> attempt = Attempts.of(job).open();
        if (share.isPresent() && attempt.isPresent()) {
            on.decisions().supersede(Jobs.id(job), List.of(share.get()));
            return isSuspended(job)
                    ? closer.close(job, attempt.get(), stoppedByOwner(), Optional.empty(), context)
                    : go(job, attempt.get(), share.get(), context);
        }
        closer.stopEnded(job, context);
        if (isSuspended(job)) {
            writer.write(job, statuses.suspended(job), context);
            return Optional.empty();
        }
        return closer.waitLeft(job).or(() -> admit(job, context));
    }

    /** Why the attempt is to make way, where it is: nobody's fault. */
    private Optional<Finding> recalled(TrainingJob job) {
        return on.decisions()
                .recall(job)
                .map(preemption -> new Finding(Outcome.PREEMPTED, preemption.message(), List.of()));
    }

    private Optional<Duration> admit(TrainingJob job, Context<TrainingJob> context) {
        if (on.decisions().recall(job).isPresent()) {
            // Asked back before it was even written down: nothing has begun that could be counted.
            on.decisions().release(Jobs.id(job));
            return Optional.empty();
        }
        Optional<TrainingJob> placed = admission.admit(job, context);
        Optional<Attempt> attempt = placed.flatMap(p -> Attempts.of(p).open());
        return attempt.flatMap(a -> go(placed.get(), a, share(placed.get()).orElseThrow(), context));
    }

    private Optional<Duration> go(TrainingJob job, Attempt attempt, Share share, Context<TrainingJob> context) {
        Optional<Finding> recalled = recalled(job);
        if (recalled.isPresent() && BatchJobs.of(job, attempt, context).isEmpty()) {
            // It has yet to begin; children made now would be stopped at once.
            return closer.close(job, attempt, recalled.get(), Optional.empty(), context);
        }
        AttemptRunner.Sight sight = runner.run(job, attempt, share, context);
        Optional<Finding> end = sight.end().or(() -> recalled).or(() -> closer.countedEnd(job, attempt));
        if (end.isPresent()) {
            return closer.close(job, attempt, end.get(), sight.refused(), context);
        }
        TrainingJob written = writer.write(job, statuses.running(job, sight.state()), context);
        on.metrics().ready(Attempts.of(job), Attempts.of(written));
        return sight.lookAgain();
    }

    private Optional<Share> share(TrainingJob job) {
        return PlacedShares.of(TrainingStatuses.of(job).placement(), on.view()::className);
    }

    private static boolean isSuspended(TrainingJob job) {
        return Boolean.TRUE.equals(job.getSpec().suspend());
    }

    private static Finding stoppedByOwner() {
        return new Finding(Outcome.CANCELLED, "spec.suspend", List.of());
    }
}

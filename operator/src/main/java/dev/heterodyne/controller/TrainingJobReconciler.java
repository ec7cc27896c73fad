package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.workload.PlacedShares;
import dev.heterodyne.workload.PoolBinding;
import dev.heterodyne.workload.TrainingChildren;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what was decided for training jobs. The decision goes into status first; children are made from status
 * alone, so this can stop at any line and go on from there.
 */
@ControllerConfiguration(name = "trainingjob")
final class TrainingJobReconciler implements Reconciler<TrainingJob> {
    private final Collaborators on;
    private final TrainingStatuses statuses;
    private final StatusWriter<TrainingJob, TrainingJobStatus> writer;
    private final Admission<TrainingJob, TrainingJobStatus> admission;

    TrainingJobReconciler(Collaborators collaborators) {
        this.on = collaborators;
        this.statuses = new TrainingStatuses(on.statusFactory());
        this.writer = new StatusWriter<>(on.client(), on.events(), TrainingJobStatus::conditions);
        this.admission = new Admission<>(on.decisions(), on.state(), statuses, writer, on.metrics(), on.clock());
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
        on.freshRead()
                .run(cached, job -> step(job, context), () -> on.decisions().release(Jobs.id(cached)));
        return UpdateControl.noUpdate();
    }

    private void step(TrainingJob job, Context<TrainingJob> context) {
        if (job.getMetadata().getDeletionTimestamp() != null || TrainingStatuses.isOver(job)) {
            return;
        }
        boolean suspend = Boolean.TRUE.equals(job.getSpec().suspend());
        Optional<Share> share = share(job);
        if (share.isPresent() && !suspend) {
            on.decisions().supersede(Jobs.id(job), List.of(share.get()));
            run(job, share.get(), context);
        } else if (suspend) {
            writer.write(job, statuses.suspended(job), context);
            if (share.isPresent()) {
                on.decisions().release(Jobs.id(job));
            }
            stop(context);
        } else {
            admission
                    .admit(job, context)
                    .ifPresent(placed -> share(placed).ifPresent(given -> run(placed, given, context)));
        }
    }

    private Optional<Share> share(TrainingJob job) {
        return PlacedShares.of(TrainingStatuses.of(job).placement(), on.view()::className);
    }

    private void run(TrainingJob job, Share share, Context<TrainingJob> context) {
        GangState seen = children(job, share, context);
        TrainingJob written = writer.write(job, statuses.observed(job, seen), context);
        if (TrainingStatuses.isOver(written)) {
            on.decisions().release(Jobs.id(job));
        }
    }

    private GangState children(TrainingJob job, Share share, Context<TrainingJob> context) {
        Optional<PoolBinding> pool = on.view().binding(share.pool(), share.nodes());
        if (pool.isEmpty()) {
            return withoutPool(job, share, context);
        }
        TrainingChildren wanted =
                TrainingChildren.of(job, TrainingStatuses.lastAttempt(job).orElseThrow(), share, pool.get());
        try {
            on.children().ensure(wanted.service(), Service.class, context);
            // Never mended: a Job's pod template cannot be changed, and its run goes on as it was started.
            Job running = on.children().create(wanted.job(), Job.class, context);
            on.ungater().lift(attemptPods(job), share, pool.get());
            return GangState.of(running, share.replicas(), on.view().notReady(share.nodes()));
        } catch (ChildRefused e) {
            return e.toState();
        }
    }

    /** Goes on watching what runs; what does not exist cannot be made any more. */
    private GangState withoutPool(TrainingJob job, Share share, Context<TrainingJob> context) {
        String number = String.valueOf(attempt(job));
        return context.getSecondaryResources(Job.class).stream()
                .filter(j ->
                        number.equals(j.getMetadata().getLabels().get(dev.heterodyne.api.Heterodyne.ATTEMPT_LABEL)))
                .findFirst()
                .map(j -> GangState.of(j, share.replicas(), on.view().notReady(share.nodes())))
                .orElseGet(() -> new GangState.PoolGone(share.pool()));
    }

    private static int attempt(TrainingJob job) {
        return TrainingStatuses.lastAttempt(job).map(Attempt::number).orElse(1);
    }

    private List<io.fabric8.kubernetes.api.model.Pod> attemptPods(TrainingJob job) {
        JobId id = Jobs.id(job);
        String number = String.valueOf(attempt(job));
        return on.view().pods(id).stream()
                .filter(p ->
                        number.equals(p.getMetadata().getLabels().get(dev.heterodyne.api.Heterodyne.ATTEMPT_LABEL)))
                .toList();
    }

    /** Ends what still runs of earlier attempts. */
    private void stop(Context<TrainingJob> context) {
        context.getSecondaryResources(Job.class).stream()
                .filter(j -> j.getMetadata().getDeletionTimestamp() == null)
                .filter(j -> !GangState.isOver(j))
                .forEach(j -> on.client().resource(j).delete());
    }
}

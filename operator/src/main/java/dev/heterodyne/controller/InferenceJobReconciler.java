package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PlacedShares;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out what was decided for inference jobs; the decision goes into status before anything is made of it. */
@ControllerConfiguration(name = "inferencejob")
final class InferenceJobReconciler implements Reconciler<InferenceJob> {
    private final Collaborators on;
    private final InferenceStatuses statuses;
    private final LoadStatuses loads;
    private final ServingChildren children;
    private final StatusWriter<InferenceJob, InferenceJobStatus> writer;
    private final Admission<InferenceJob, InferenceJobStatus> admission;
    private final CrashLoopResponse crashLoops;

    InferenceJobReconciler(Collaborators collaborators) {
        this.on = collaborators;
        this.children = new ServingChildren(on);
        this.statuses = new InferenceStatuses(on.statusFactory(), on.view()::tolerations);
        this.loads = new LoadStatuses(on.loads(), on.statusFactory(), on.clock());
        this.writer = new StatusWriter<>(on.client(), on.events(), InferenceJobStatus::conditions);
        this.admission = new Admission<>(on.decisions(), on.state(), statuses, writer, on.metrics(), on.clock());
        this.crashLoops = CrashLoopResponse.with(on);
    }

    @Override
    public List<EventSource<?, InferenceJob>> prepareEventSources(EventSourceContext<InferenceJob> context) {
        return List.of(
                on.triggers().inference(),
                Children.watched(Deployment.class, InferenceJob.class, context),
                Children.watched(Service.class, InferenceJob.class, context),
                Children.watched(PodDisruptionBudget.class, InferenceJob.class, context));
    }

    @Override
    public UpdateControl<InferenceJob> reconcile(InferenceJob cached, Context<InferenceJob> context) {
        Optional<Duration> askAgain = on.freshRead()
                .call(cached, job -> step(job, context), () -> on.decisions().release(Jobs.id(cached)))
                .flatMap(after -> after);
        return LookAgain.after(LookAgain.earlier(askAgain, crashLoops.nextLook(Jobs.id(cached))));
    }

    /** One step; the time after which to try again what was forbidden, where something was. */
    private Optional<Duration> step(InferenceJob seen, Context<InferenceJob> context) {
        if (seen.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        InferenceJob job =
                loads.news(seen).map(s -> writer.write(seen, s, context)).orElse(seen);
        List<Share> shares = shares(job);
        if (shares.isEmpty()) {
            return admission.admit(job, context).flatMap(placed -> run(placed, shares(placed), context));
        }
        InferenceJob stepped = on.decisions()
                .step(job, shares)
                .map(step -> write(job, statuses.resized(job, step), context))
                .orElse(job);
        return run(takeTurn(stepped, context), shares(stepped), context);
    }

    /** Starts to roll another template out where it is a share's turn. */
    private InferenceJob takeTurn(InferenceJob job, Context<InferenceJob> context) {
        boolean atRest = isAtRest(job);
        return Rollout.of(job, on.view()::tolerations)
                .turn(job, atRest)
                .map(pool -> writer.write(job, statuses.rolling(job, pool), context))
                .orElse(job);
    }

    /** Replaces the placement in status. What it holds then is what counts. */
    private InferenceJob write(InferenceJob job, InferenceJobStatus status, Context<InferenceJob> context) {
        InferenceJob written = writer.write(job, status, context);
        on.decisions().written(Jobs.id(job), shares(written));
        return written;
    }

    private List<Share> shares(InferenceJob job) {
        return PlacedShares.of(InferenceStatuses.of(job).placement(), on.view()::className);
    }

    private boolean isAtRest(InferenceJob job) {
        Map<String, Integer> ready = new HashMap<>();
        ShareStatuses.of(job).stream()
                .filter(s -> s.readyReplicas() != null)
                .forEach(s -> ready.put(s.pool(), s.readyReplicas()));
        return on.decisions().isAtRest(job, shares(job), ready);
    }

    private Optional<Duration> run(InferenceJob job, List<Share> shares, Context<InferenceJob> context) {
        InferenceJobStatus status = crashLoops.over(job, shares, told -> observed(told, shares, context));
        InferenceJob written = writer.write(job, status, context);
        crashLoops.written(written);
        if (!shares(written).equals(shares)) {
            on.decisions().written(Jobs.id(job), shares(written));
        }
        return InferenceStatuses.isHeld(written) ? Optional.of(ChildForbidden.ASK_AGAIN) : Optional.empty();
    }

    private InferenceJobStatus observed(InferenceJob job, List<Share> shares, Context<InferenceJob> context) {
        try {
            ServingSight sight = children.ensure(job, shares, context);
            Optional<Forecast> forecast = on.decisions().outlook(Jobs.id(job)).map(DecisionBoard.Outlook::forecast);
            return statuses.observed(job, sight, forecast, isAtRest(job));
        } catch (ChildRefused e) {
            return statuses.refused(job, e.reason(), e.why());
        } catch (ChildForbidden e) {
            return statuses.refused(job, ConditionReason.FailedCreate, e.why());
        }
    }
}

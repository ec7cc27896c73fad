package dev.heterodyne.controller;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.ChildNames;
import dev.heterodyne.workload.InferenceChildren;
import dev.heterodyne.workload.PlacedShares;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
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
    private final StatusWriter<InferenceJob, InferenceJobStatus> writer;
    private final Admission<InferenceJob, InferenceJobStatus> admission;
    private final CrashLoopResponse crashLoops;

    InferenceJobReconciler(Collaborators collaborators) {
        this.on = collaborators;
        this.statuses = new InferenceStatuses(on.statusFactory());
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
        on.freshRead()
                .run(cached, job -> step(job, context), () -> on.decisions().release(Jobs.id(cached)));
        return crashLoops
                .nextLook(Jobs.id(cached))
                .map(left -> UpdateControl.<InferenceJob>noUpdate().rescheduleAfter(left))
                .orElseGet(UpdateControl::noUpdate);
    }

    private void step(InferenceJob seen, Context<InferenceJob> context) {
        if (seen.getMetadata().getDeletionTimestamp() != null) {
            return;
        }
        InferenceJob job =
                loads.news(seen).map(s -> writer.write(seen, s, context)).orElse(seen);
        List<Share> shares = shares(job);
        if (shares.isEmpty()) {
            admission.admit(job, context).ifPresent(placed -> run(placed, shares(placed), context));
        } else {
            on.decisions().supersede(Jobs.id(job), shares);
            run(job, shares, context);
        }
    }

    private List<Share> shares(InferenceJob job) {
        return PlacedShares.of(InferenceStatuses.of(job).placement(), on.view()::className);
    }

    private void run(InferenceJob job, List<Share> shares, Context<InferenceJob> context) {
        InferenceJobStatus status;
        try {
            Map<String, Integer> ready = children(job, shares, context);
            List<String> lost = on.view()
                    .notReady(shares.stream().flatMap(s -> s.nodes().stream()).toList());
            status = statuses.observed(job, ready, lost);
        } catch (ChildRefused e) {
            status = statuses.refused(job, e);
        }
        crashLoops.written(writer.write(job, crashLoops.over(job, status, shares), context));
    }

    private Map<String, Integer> children(InferenceJob job, List<Share> shares, Context<InferenceJob> context) {
        InferenceChildren wanted = new InferenceChildren(job);
        wanted.service().ifPresent(s -> on.children().ensure(s, Service.class, context));
        on.children().ensure(wanted.disruptionBudget(), PodDisruptionBudget.class, context);
        Map<String, Integer> ready = new HashMap<>();
        for (Share share : shares) {
            Optional<PoolBinding> pool = on.view().binding(share.pool(), share.nodes());
            if (pool.isPresent()) {
                Deployment replicas =
                        on.children().ensure(wanted.deployment(share, pool.get()), Deployment.class, context);
                ready.put(share.pool(), readyReplicas(replicas));
                on.ungater().lift(pods(job, share), share, pool.get());
            }
        }
        return ready;
    }

    private List<Pod> pods(InferenceJob job, Share share) {
        String pool = ChildNames.labelValue(share.pool());
        return on.view().pods(Jobs.id(job)).stream()
                .filter(p -> pool.equals(p.getMetadata().getLabels().get(Heterodyne.POOL_LABEL)))
                .toList();
    }

    private static int readyReplicas(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus())
                .map(s -> s.getReadyReplicas())
                .orElse(0);
    }
}

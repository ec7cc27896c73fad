package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.InferenceChildren;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings what an inference job consists of to its placement, which is in its status already. */
final class ServingChildren {
    private final Collaborators on;

    ServingChildren(Collaborators collaborators) {
        this.on = collaborators;
    }

    /** Makes, mends and removes children, and says what they show. */
    ServingSight ensure(InferenceJob job, List<Share> shares, Context<InferenceJob> context) {
        InferenceChildren wanted = new InferenceChildren(job);
        // Pools are looked at once, so that nothing of a template is rolled out that nobody decided to roll out.
        Map<String, PoolBinding> pools = new HashMap<>();
        shares.forEach(share -> on.view()
                .binding(share.pool(), SeatedPods.seats(share))
                .ifPresent(pool -> pools.put(share.pool(), pool)));
        Rollout rollout =
                Rollout.of(job, pool -> Optional.ofNullable(pools.get(pool)).map(PoolBinding::tolerations));
        wanted.service().ifPresent(s -> on.children().ensure(s, Service.class, context));
        on.children().ensure(wanted.disruptionBudget(shares), PodDisruptionBudget.class, context);
        Map<String, ServingSight.OfShare> sights = new HashMap<>();
        GroupChildren groups = new GroupChildren(on, job);
        for (Share share : shares) {
            PoolBinding pool = pools.get(share.pool());
            if (pool == null) {
                continue;
            }
            Rollout.Stage stage = rollout.of(share.pool());
            List<Pod> pods = on.view().pods(Jobs.id(job), share.pool());
            sights.put(
                    share.pool(),
                    share.podsPerReplica() > 1
                            ? groups.ensure(share, pool, wanted, stage, pods)
                            : ensure(share, pool, wanted, stage, pods, context));
        }
        groups.removeOthers(shares);
        removeOthers(wanted, shares, context);
        List<String> nodes =
                shares.stream().flatMap(s -> SeatedPods.seats(s).stream()).toList();
        return new ServingSight(sights, on.view().notReady(nodes), on.view().closed(nodes));
    }

    private ServingSight.OfShare ensure(
            Share share,
            PoolBinding pool,
            InferenceChildren wanted,
            Rollout.Stage stage,
            List<Pod> pods,
            Context<InferenceJob> context) {
        Optional<Deployment> live = Children.find(wanted.deploymentName(share.pool()), Deployment.class, context);
        SeatedPods seated = SeatedPods.of(pods, share, pool);
        int replicas = seated.wanted(live.map(d -> d.getSpec().getReplicas()).orElse(0));
        Deployment desired = wanted.deployment(share, pool, replicas);
        if (stage == Rollout.Stage.WAITING && live.isPresent()) {
            // Only the number of pods changes until it is the share's turn.
            desired = new DeploymentBuilder(desired)
                    .editSpec()
                    .withTemplate(live.get().getSpec().getTemplate())
                    .endSpec()
                    .build();
        }
        Deployment deployment = on.children().ensure(desired, Deployment.class, context);
        on.seats().tend(pods, seated);
        Set<String> closed = on.view().closed(SeatedPods.seats(share));
        on.ungater()
                .lift(
                        pods,
                        SeatedPods.seats(share).stream()
                                .filter(n -> !closed.contains(n))
                                .toList(),
                        pool);
        return ServingSight.OfShare.of(deployment, seated, pool);
    }

    /** Deployments of pools that the job has left. */
    private void removeOthers(InferenceChildren wanted, List<Share> shares, Context<InferenceJob> context) {
        Set<String> names =
                shares.stream().map(s -> wanted.deploymentName(s.pool())).collect(Collectors.toSet());
        context.getSecondaryResources(Deployment.class).stream()
                .filter(d -> !names.contains(d.getMetadata().getName()))
                .filter(d -> d.getMetadata().getDeletionTimestamp() == null)
                .forEach(on.children()::delete);
    }
}

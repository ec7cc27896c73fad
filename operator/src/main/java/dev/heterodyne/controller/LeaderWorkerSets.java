package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.ChildLabels;
import dev.heterodyne.workload.ChildNames;
import dev.heterodyne.workload.InferenceChildren;
import dev.heterodyne.workload.PodGroup;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the LeaderWorkerSets of jobs as they should be. Their kind may come and go with its definition, so they are looked up
 * and not watched; what happens to their pods calls the reconciler.
 */
final class LeaderWorkerSets {
    private static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("leaderworkerset.x-k8s.io")
            .withVersion("v1")
            .withKind(PodGroup.KIND)
            .withPlural("leaderworkersets")
            .withNamespaced(true)
            .build();
    private final KubernetesClient client;
    private final Applier applier;
    private final Drift drift;
    private final Fingerprint fingerprint;
    private final BooleanSupplier supported;

    /**
     * @param supported whether the cluster has the kind now
     */
    LeaderWorkerSets(
            KubernetesClient client, Applier applier, Drift drift, Fingerprint fingerprint, BooleanSupplier supported) {
        this.client = client;
        this.applier = applier;
        this.drift = drift;
        this.fingerprint = fingerprint;
        this.supported = supported;
    }

    /**
     * Makes one set for each of the shares, mends what differs, and removes those of pools that no share is in.
     *
     * @param shares those of the job whose replicas are of several pods
     * @param bindings by pool; a share without one stays as it is
     */
    void ensure(InferenceJob job, List<Share> shares, Map<String, PoolBinding> bindings) {
        InferenceChildren children = new InferenceChildren(job);
        if (!children.groups() && shares.isEmpty()) {
            return;
        }
        if (!supported.getAsBoolean()) {
            if (shares.isEmpty()) {
                return;
            }
            throw new ChildRefused(
                    ConditionReason.LeaderWorkerSetMissing,
                    "the replicas are of several pods and the cluster has no LeaderWorkerSet any more; install it (https://lws.sigs.k8s.io)",
                    null);
        }
        Map<String, GenericKubernetesResource> actual = existing(job);
        for (Share share : shares) {
            PoolBinding pool = bindings.get(share.pool());
            if (pool != null) {
                GenericKubernetesResource desired = fingerprint.on(children.leaderWorkerSet(share, pool));
                ensure(desired, actual.get(desired.getMetadata().getName()));
            }
        }
        Set<String> wanted = shares.stream()
                .map(s -> ChildNames.groups(job.getMetadata().getName(), s.pool()))
                .collect(Collectors.toSet());
        actual.values().stream()
                .filter(set -> !wanted.contains(set.getMetadata().getName()))
                .filter(set -> set.hasOwnerReferenceFor(job.getMetadata().getUid()))
                .forEach(set -> client.resource(set).delete());
    }

    private void ensure(GenericKubernetesResource desired, @Nullable GenericKubernetesResource actual) {
        if (actual == null) {
            Children.written(desired, applier::create);
        } else if (drift.isBetween(desired, actual)) {
            Children.written(desired, applier::change);
        }
    }

    private Map<String, GenericKubernetesResource> existing(InferenceJob job) {
        Map<String, GenericKubernetesResource> byName = new HashMap<>();
        client.genericKubernetesResources(KIND)
                .inNamespace(job.getMetadata().getNamespace())
                .withLabels(ChildLabels.selector(
                        ChildLabels.INFERENCE, job.getMetadata().getName()))
                .list()
                .getItems()
                .forEach(set -> byName.put(set.getMetadata().getName(), set));
        return byName;
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.workload.ChildLabels;
import dev.heterodyne.workload.InferenceChildren;
import dev.heterodyne.workload.PodGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

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
    private static final String PODS = "leaderWorkerTemplate";

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

    /** The sets of a job by name; none where it can have none. */
    Map<String, GenericKubernetesResource> existing(InferenceJob job) {
        if (!supported.getAsBoolean() || !new InferenceChildren(job).groups()) {
            return Map.of();
        }
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

    /**
     * Makes a set, or mends it where it differs.
     *
     * @param waits whether only the number of its replicas may change, since another template is not its turn yet
     */
    void ensure(GenericKubernetesResource plain, Map<String, GenericKubernetesResource> existing, boolean waits) {
        if (!supported.getAsBoolean()) {
            throw new ChildRefused(
                    ConditionReason.LeaderWorkerSetMissing,
                    "the replicas are of several pods and the cluster has no LeaderWorkerSet any more; install it (https://lws.sigs.k8s.io)",
                    null);
        }
        GenericKubernetesResource actual = existing.get(plain.getMetadata().getName());
        if (waits && actual != null) {
            plain.<Map<String, Object>>get("spec").put(PODS, actual.get("spec", PODS));
        }
        GenericKubernetesResource desired = fingerprint.on(plain);
        if (actual == null) {
            Children.written(desired, applier::create);
        } else if (drift.isBetween(desired, actual)) {
            Children.written(desired, applier::change);
        }
    }

    /** Removes those of the sets that the job has no use for any more. */
    void removeOthers(InferenceJob job, Map<String, GenericKubernetesResource> existing, Set<String> wanted) {
        existing.values().stream()
                .filter(set -> !wanted.contains(set.getMetadata().getName()))
                .filter(set -> set.hasOwnerReferenceFor(job.getMetadata().getUid()))
                .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
                .forEach(set -> client.resource(set).delete());
    }
}

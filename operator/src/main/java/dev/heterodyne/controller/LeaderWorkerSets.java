package dev.heterodyne.controller;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.workload.ChildLabels;
import dev.heterodyne.workload.ChildNames;
import dev.heterodyne.workload.InferenceChildren;
import dev.heterodyne.workload.PodGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The LeaderWorkerSets of jobs. Their kind may come and go with its definition, so they are looked up and not watched; what
 * happens to their pods calls the reconciler.
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

    /** The sets of a job as the API server has them; none where it can have none. */
    List<GenericKubernetesResource> existing(InferenceJob job) {
        if (!supported.getAsBoolean() || !new InferenceChildren(job).groups()) {
            return List.of();
        }
        return client.genericKubernetesResources(KIND)
                .inNamespace(job.getMetadata().getNamespace())
                .withLabels(ChildLabels.selector(
                        ChildLabels.INFERENCE, job.getMetadata().getName()))
                .list()
                .getItems();
    }

    /** Those of the sets that are for one pool, by name. */
    static Map<String, GenericKubernetesResource> in(String pool, List<GenericKubernetesResource> sets) {
        Map<String, GenericKubernetesResource> byName = new TreeMap<>();
        sets.stream()
                .filter(set -> ChildNames.labelValue(pool)
                        .equals(set.getMetadata().getLabels().get(Heterodyne.POOL_LABEL)))
                .forEach(set -> byName.put(set.getMetadata().getName(), set));
        return byName;
    }

    /** Refuses where the kind is gone. */
    void require() {
        if (!supported.getAsBoolean()) {
            throw new ChildRefused(
                    ConditionReason.LeaderWorkerSetMissing,
                    "the replicas are of several pods and the cluster has no LeaderWorkerSet any more; install it (https://lws.sigs.k8s.io)",
                    null);
        }
    }

    /** Makes a set. */
    void create(GenericKubernetesResource plain) {
        Children.written(fingerprint.on(plain), applier::create);
    }

    /** Mends a set where it differs. */
    void mend(GenericKubernetesResource plain, GenericKubernetesResource actual) {
        GenericKubernetesResource desired = fingerprint.on(plain);
        if (drift.isBetween(desired, actual)) {
            Children.written(desired, applier::change);
        }
    }

    /** Removes a set of this life of the job. */
    void remove(InferenceJob job, GenericKubernetesResource set) {
        if (set.hasOwnerReferenceFor(job.getMetadata().getUid())
                && set.getMetadata().getDeletionTimestamp() == null) {
            client.resource(set).delete();
        }
    }
}

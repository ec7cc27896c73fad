package dev.heterodyne.controller;

import dev.heterodyne.workload.ChildLabels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * Writes by server-side apply. A first apply does not use force: an object of the same name that others manage then answers
 * with a conflict, instead of being taken over.
 */
final class ServerSideApplier implements Applier {
    private final KubernetesClient client;

    ServerSideApplier(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public <T extends HasMetadata> T create(T desired) {
        return apply(desired, false);
    }

    @Override
    public <T extends HasMetadata> T change(T desired) {
        return apply(desired, true);
    }

    private <T extends HasMetadata> T apply(T desired, boolean force) {
        return client.resource(desired)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(ChildLabels.MANAGER)
                        .withForce(force)
                        .build());
    }
}

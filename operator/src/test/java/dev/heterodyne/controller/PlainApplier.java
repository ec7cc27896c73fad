package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Creates and replaces, since the mock server knows no server-side apply. */
final class PlainApplier implements Applier {
    private final KubernetesClient client;

    PlainApplier(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public <T extends HasMetadata> T create(T desired) {
        return client.resource(desired).create();
    }

    @Override
    public <T extends HasMetadata> T change(T desired) {
        return client.resource(desired).update();
    }
}

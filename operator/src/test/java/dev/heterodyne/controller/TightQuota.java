package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.Predicate;

/**
 * Makes children as {@link PlainApplier}, but for those that a quota has no room for.
 *
 * @param full whether there is none for an object now
 */
record TightQuota(PlainApplier plain, Predicate<HasMetadata> full) implements Applier {
    @Override
    public <T extends HasMetadata> T create(T desired) {
        if (full.test(desired)) {
            throw new KubernetesClientException("exceeded quota: few", HttpURLConnection.HTTP_FORBIDDEN, null);
        }
        return plain.create(desired);
    }

    @Override
    public <T extends HasMetadata> T change(T desired) {
        return plain.change(desired);
    }
}

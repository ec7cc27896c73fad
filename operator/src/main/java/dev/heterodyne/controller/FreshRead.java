package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Function;

/** Reconciles on the copy in the cache, and again on a fresh one where somebody has written in between. */
final class FreshRead {
    private static final int TRIES = 5;
    private final KubernetesClient client;

    FreshRead(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Runs {@code step} until it meets no conflict, and gives what it gives; empty where the object is gone.
     *
     * @param gone runs where the object turns out not to exist any more
     */
    <P extends HasMetadata, R> Optional<R> call(P cached, Function<P, R> step, Runnable gone) {
        P current = cached;
        for (int tries = 1; ; tries++) {
            try {
                return Optional.of(step.apply(current));
            } catch (KubernetesClientException e) {
                boolean stale = e.getCode() == HttpURLConnection.HTTP_CONFLICT
                        || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
                if (!stale || tries == TRIES) {
                    throw e;
                }
            }
            current = client.resource(cached).get();
            if (current == null) {
                gone.run();
                return Optional.empty();
            }
        }
    }
}

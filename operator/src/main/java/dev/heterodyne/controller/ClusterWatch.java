package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches everything that a decision looks at, from the start of the process, so that a standby is ready to take over. */
final class ClusterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
    private final KubernetesClient client;
    private final Map<Class<? extends HasMetadata>, Feed<?>> feeds = new LinkedHashMap<>();
    private volatile boolean synced;

    /**
     * @param present hears of every object there is, and of its changes
     * @param absent hears of objects that are gone
     */
    ClusterWatch(KubernetesClient client, Consumer<HasMetadata> present, Consumer<HasMetadata> absent) {
        this.client = client;
        List.of(
                        AcceleratorClass.class,
                        PlacementPolicy.class,
                        PriorityClass.class,
                        AcceleratorPool.class,
                        Node.class,
                        TrainingJob.class,
                        InferenceJob.class,
                        Pod.class)
                .forEach(kind -> feeds.put(kind, feed(kind, present, absent)));
        informer(Pod.class).addIndexers(Map.of(PodIndex.NAME, PodIndex::keys));
    }

    /** Starts to watch and returns when everything there is has been passed on. */
    void start() {
        feeds.values().stream()
                .map(feed -> feed.informer().start())
                .map(CompletionStage::toCompletableFuture)
                .toList()
                .forEach(CompletableFuture::join);
        feeds.values().forEach(Feed::readAll);
        synced = true;
    }

    boolean isSynced() {
        return synced;
    }

    @SuppressWarnings("unchecked")
    <T extends HasMetadata> SharedIndexInformer<T> informer(Class<T> kind) {
        Feed<?> feed = feeds.get(kind);
        if (feed == null) {
            throw new IllegalArgumentException("not watched: " + kind);
        }
        return (SharedIndexInformer<T>) feed.informer();
    }

    @Override
    public void close() {
        feeds.values().forEach(feed -> feed.informer().stop());
    }

    private <T extends HasMetadata> Feed<T> feed(
            Class<T> kind, Consumer<HasMetadata> present, Consumer<HasMetadata> absent) {
        SharedIndexInformer<T> informer =
                client.resources(kind).inAnyNamespace().runnableInformer(0);
        informer.exceptionHandler((started, failure) -> {
            LOG.warn("watching {}: {}; trying again", kind.getSimpleName(), failure.getMessage());
            return true;
        });
        Feed<T> feed = new Feed<>(informer, present, absent);
        informer.addEventHandler(feed);
        return feed;
    }
}

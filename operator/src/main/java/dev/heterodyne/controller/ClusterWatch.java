package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cluster.LeaderWorkerSetSupport;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches everything that a decision looks at, from the start of the process, so that a standby is ready to take over. */
final class ClusterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
    private final KubernetesClient client;
    private final Map<Class<? extends HasMetadata>, SharedIndexInformer<?>> informers = new LinkedHashMap<>();
    private volatile boolean synced;

    ClusterWatch(KubernetesClient client) {
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
                .forEach(kind -> informers.put(kind, informerOf(kind)));
        informers.put(CustomResourceDefinition.class, leaderWorkerSetDefinition());
        informer(Pod.class).addIndexers(Map.of(PodIndex.NAME, PodIndex::keys));
        informer(TrainingJob.class)
                .addIndexers(Map.of(
                        ClusterView.UID_INDEX, job -> List.of(job.getMetadata().getUid())));
        informer(InferenceJob.class)
                .addIndexers(Map.of(
                        ClusterView.UID_INDEX, job -> List.of(job.getMetadata().getUid())));
    }

    /** Starts to watch and returns when everything there is has been passed on. */
    void start(ClusterChanges changes) {
        List<Feed<?>> feeds = new ArrayList<>();
        informers.values().forEach(informer -> feeds.add(feed(informer, changes)));
        informers.values().stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toList()
                .forEach(CompletableFuture::join);
        feeds.forEach(Feed::readAll);
        synced = true;
    }

    boolean isSynced() {
        return synced;
    }

    @SuppressWarnings("unchecked")
    <T extends HasMetadata> SharedIndexInformer<T> informer(Class<T> kind) {
        SharedIndexInformer<?> informer = informers.get(kind);
        if (informer == null) {
            throw new IllegalArgumentException("not watched: " + kind);
        }
        return (SharedIndexInformer<T>) informer;
    }

    @Override
    public void close() {
        informers.values().forEach(SharedIndexInformer::stop);
    }

    /** That one alone: others are nobody's concern here, and large. */
    private SharedIndexInformer<CustomResourceDefinition> leaderWorkerSetDefinition() {
        return patient(
                CustomResourceDefinition.class,
                client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withField("metadata.name", LeaderWorkerSetSupport.DEFINITION)
                        .runnableInformer(0));
    }

    private <T extends HasMetadata> SharedIndexInformer<T> informerOf(Class<T> kind) {
        return patient(kind, client.resources(kind).inAnyNamespace().runnableInformer(0));
    }

    private static <T extends HasMetadata> SharedIndexInformer<T> patient(
            Class<T> kind, SharedIndexInformer<T> informer) {
        informer.exceptionHandler((started, failure) -> {
            LOG.warn("watching {}: {}; trying again", kind.getSimpleName(), failure.getMessage());
            return true;
        });
        return informer;
    }

    @SuppressWarnings("unchecked")
    private static Feed<?> feed(SharedIndexInformer<?> informer, ClusterChanges changes) {
        SharedIndexInformer<HasMetadata> objects = (SharedIndexInformer<HasMetadata>) informer;
        Feed<HasMetadata> feed = new Feed<>(objects, changes::present, changes::absent);
        objects.addEventHandler(feed);
        return feed;
    }
}

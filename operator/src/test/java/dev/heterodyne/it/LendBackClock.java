package dev.heterodyne.it;

import dev.heterodyne.api.InferenceJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Takes the time from a moment, by this process's clock, to the watch event that shows so many replicas of a service ready. */
final class LendBackClock implements Watcher<InferenceJob>, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private final int replicas;
    private final CompletableFuture<Long> ready = new CompletableFuture<>();
    private final Watch watch;
    private volatile long start = Long.MAX_VALUE;

    LendBackClock(KubernetesClient client, String namespace, String job, int replicas) {
        this.replicas = replicas;
        this.watch = client.resources(InferenceJob.class)
                .inNamespace(namespace)
                .withName(job)
                .watch(this);
    }

    /** The moment is now. */
    void start() {
        start = System.nanoTime();
    }

    /** Returns when the replicas are ready. */
    void await() {
        ready.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    double seconds() {
        return (ready.join() - start) / 1e9;
    }

    @Override
    public void eventReceived(Action action, InferenceJob seen) {
        long now = System.nanoTime();
        if (start <= now
                && seen.getStatus() != null
                && Objects.requireNonNullElse(seen.getStatus().readyReplicas(), 0) >= replicas) {
            ready.complete(now);
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        ready.completeExceptionally(cause);
    }

    @Override
    public void close() {
        watch.close();
    }
}

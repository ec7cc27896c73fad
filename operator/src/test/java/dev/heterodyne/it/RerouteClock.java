package dev.heterodyne.it;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Takes the time from a moment, by this process's clock, to the watch event that shows a job Running in a later attempt than
 * it had then.
 */
final class RerouteClock implements Watcher<TrainingJob>, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private final KubernetesClient client;
    private final String namespace;
    private final String job;
    private final CompletableFuture<Long> running = new CompletableFuture<>();
    private final Watch watch;
    private volatile int attempt = Integer.MAX_VALUE;
    private long start;

    RerouteClock(KubernetesClient client, String namespace, String job) {
        this.client = client;
        this.namespace = namespace;
        this.job = job;
        this.watch = client.resources(TrainingJob.class)
                .inNamespace(namespace)
                .withName(job)
                .watch(this);
    }

    /** The moment is now. */
    void start() {
        attempt = last(client.resources(TrainingJob.class)
                .inNamespace(namespace)
                .withName(job)
                .get());
        start = System.nanoTime();
    }

    /** Returns when the job runs again. */
    void await() {
        running.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    double seconds() {
        return (running.join() - start) / 1e9;
    }

    @Override
    public void eventReceived(Action action, TrainingJob seen) {
        long now = System.nanoTime();
        if (seen.getStatus() != null && seen.getStatus().phase() == Phase.Running && last(seen) > attempt) {
            running.complete(now);
        }
    }

    private static int last(TrainingJob seen) {
        return seen.getStatus().attempts() == null
                ? 0
                : seen.getStatus().attempts().stream()
                        .mapToInt(Attempt::number)
                        .max()
                        .orElse(0);
    }

    @Override
    public void onClose(WatcherException cause) {
        running.completeExceptionally(cause);
    }

    @Override
    public void close() {
        watch.close();
    }
}

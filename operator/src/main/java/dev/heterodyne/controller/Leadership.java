package dev.heterodyne.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the lease that lets one of several operators decide. JOSDK's own election stops its threads before it gives the lease
 * back, so the next leader would have to wait for it to run out.
 */
final class Leadership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEW = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "leader-election");
        thread.setDaemon(true);
        return thread;
    });
    private final LeaderElector elector;
    private volatile boolean closing;
    private @Nullable CompletableFuture<?> running;

    /**
     * @param identity of this process, unique among its rivals
     * @param won runs when this process leads
     * @param lost runs when it leads no longer, though nobody asked it to stop
     */
    Leadership(KubernetesClient client, OperatorSettings.Lease lease, String identity, Runnable won, Runnable lost) {
        LeaderCallbacks callbacks = new LeaderCallbacks(() -> executor.execute(won), () -> onStop(lost), leader -> {
            if (!identity.equals(leader)) {
                LOG.info("leader is {}", leader);
            }
        });
        LeaseLock lock = new LeaseLock(lease.namespace(), lease.name(), identity);
        elector = new LeaderElector(
                client, new LeaderElectionConfig(lock, LEASE, RENEW, RETRY, callbacks, true, lease.name()), executor);
    }

    /** Takes part in the election. */
    void start() {
        running = elector.start();
    }

    @Override
    public void close() {
        closing = true;
        if (running != null) {
            running.cancel(true);
        }
        executor.shutdown();
    }

    private void onStop(Runnable lost) {
        if (!closing) {
            lost.run();
        }
    }
}

package dev.heterodyne.cli.demo;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;

/** Calls back whenever a job of either kind or a pool changes. */
final class Changes implements AutoCloseable {
    private final Runnable onChange;
    private final List<Watch> watches;
    private volatile boolean failed;

    Changes(KubernetesClient client, Runnable onChange) {
        this.onChange = onChange;
        this.watches = List.of(
                client.resources(TrainingJob.class).inAnyNamespace().watch(watcher()),
                client.resources(InferenceJob.class).inAnyNamespace().watch(watcher()),
                client.resources(AcceleratorPool.class).watch(watcher()));
    }

    /** Whether the cluster ended a watch for good. */
    boolean failed() {
        return failed;
    }

    private <T extends HasMetadata> Watcher<T> watcher() {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T resource) {
                onChange.run();
            }

            @Override
            public void onClose(WatcherException cause) {
                failed = true;
                onChange.run();
            }
        };
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}

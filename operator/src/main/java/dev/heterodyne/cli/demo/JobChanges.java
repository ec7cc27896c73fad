package dev.heterodyne.cli.demo;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;

/** Calls back whenever a job of either kind changes. */
final class JobChanges implements AutoCloseable {
    private final Runnable onChange;
    private final Watch training;
    private final Watch inference;
    private volatile boolean failed;

    JobChanges(KubernetesClient client, Runnable onChange) {
        this.onChange = onChange;
        this.training = client.resources(TrainingJob.class).inAnyNamespace().watch(watcher());
        this.inference = client.resources(InferenceJob.class).inAnyNamespace().watch(watcher());
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
        training.close();
        inference.close();
    }
}

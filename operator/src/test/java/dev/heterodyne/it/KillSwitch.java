package dev.heterodyne.it;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Kills an operator at the moment when so many objects have got so far. */
final class KillSwitch<T extends HasMetadata> implements Watcher<T>, AutoCloseable {
    private final Predicate<T> gotThere;
    private final int many;
    private final RunningOperator operator;
    private final Set<String> there = new HashSet<>();
    private final CompletableFuture<Void> killed = new CompletableFuture<>();
    private final Watch watch;

    KillSwitch(Watchable<T> objects, Predicate<T> gotThere, int many, RunningOperator operator) {
        this.gotThere = gotThere;
        this.many = many;
        this.operator = operator;
        this.watch = objects.watch(this);
    }

    @Override
    public void eventReceived(Action action, T object) {
        if (gotThere.test(object) && there.add(object.getMetadata().getUid()) && there.size() == many) {
            operator.kill();
            killed.complete(null);
        }
    }

    /** Returns when the operator is dead. */
    void await() {
        killed.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void onClose(WatcherException cause) {
        killed.completeExceptionally(cause);
    }

    @Override
    public void close() {
        watch.close();
    }
}

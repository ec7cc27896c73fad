package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what one informer knows. It always reads the informer's store, never the event's own copy, so events that come
 * late cannot turn back what {@link #readAll} has read after the first list.
 */
final class Feed<T extends HasMetadata> implements ResourceEventHandler<T> {
    private final SharedIndexInformer<T> informer;
    private final Consumer<HasMetadata> present;
    private final Consumer<HasMetadata> absent;

    Feed(SharedIndexInformer<T> informer, Consumer<HasMetadata> present, Consumer<HasMetadata> absent) {
        this.informer = informer;
        this.present = present;
        this.absent = absent;
    }

    /** Passes on all that the informer holds. */
    void readAll() {
        informer.getStore().list().forEach(this::read);
    }

    @Override
    public void onAdd(T added) {
        read(added);
    }

    @Override
    public void onUpdate(T before, T after) {
        read(after);
    }

    @Override
    public synchronized void onDelete(T deleted, boolean finalStateUnknown) {
        absent.accept(deleted);
        T successor = find(deleted);
        if (successor != null) {
            present.accept(successor);
        }
    }

    private synchronized void read(T seen) {
        T current = find(seen);
        if (current != null) {
            present.accept(current);
        }
    }

    private @Nullable T find(T object) {
        return informer.getStore().getByKey(informer.getStore().getKey(object));
    }
}

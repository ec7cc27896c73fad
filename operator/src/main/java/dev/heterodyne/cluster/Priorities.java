package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.Request;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The PriorityClasses of the cluster. */
final class Priorities {
    private final Map<String, Entry> classes = new TreeMap<>();

    private record Entry(int value, boolean globalDefault) {}

    /** Whether this changed anything. */
    boolean put(PriorityClass priority) {
        Entry entry = new Entry(
                priority.getValue() == null ? 0 : priority.getValue(),
                Boolean.TRUE.equals(priority.getGlobalDefault()));
        return !entry.equals(classes.put(priority.getMetadata().getName(), entry));
    }

    /** Whether this changed anything. */
    boolean remove(String name) {
        return classes.remove(name) != null;
    }

    /** Whether the class is there; true where none is named. */
    boolean knows(Optional<String> name) {
        return name.isEmpty() || classes.containsKey(name.get());
    }

    /** The request at the priority of its class: 0 where it is missing, the global default's where none is named. */
    Request prioritise(Request request, Optional<String> name) {
        int priority = name.isPresent()
                ? Optional.ofNullable(classes.get(name.get())).map(Entry::value).orElse(0)
                : globalDefault();
        return priority == request.priority() ? request : request.at(priority);
    }

    /** Kubernetes takes the lowest where several claim to be the default. */
    private int globalDefault() {
        return classes.values().stream()
                .filter(Entry::globalDefault)
                .map(Entry::value)
                .min(Comparator.naturalOrder())
                .orElse(0);
    }
}

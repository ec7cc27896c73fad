package dev.heterodyne.controller;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.workload.ShortHash;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Marks an object with a hash of all that was asked for. A field that is not asked for any more leaves no other trace, since
 * fields that others added look just the same.
 */
final class Fingerprint {
    static final String ANNOTATION = Heterodyne.GROUP + "/applied";
    private static final int BYTES = 8;
    private final KubernetesSerialization serialization;

    Fingerprint(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    /** A copy of the object with its mark. */
    <T extends HasMetadata> T on(T desired) {
        T marked = serialization.clone(desired);
        Map<String, String> annotations = new TreeMap<>(
                Optional.ofNullable(marked.getMetadata().getAnnotations()).orElse(Map.of()));
        annotations.put(ANNOTATION, ShortHash.of(serialization.asJson(desired), BYTES));
        marked.getMetadata().setAnnotations(annotations);
        return marked;
    }
}

package dev.heterodyne.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heterodyne.api.InferenceJobSpec;
import dev.heterodyne.api.InferenceRuntime;
import dev.heterodyne.api.ShareStatus;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprint of what the author of an inference job asks of its pods on one stack. It does not depend on the order of the
 * fields, nor on the pool, so that the same spec always has the same.
 */
public final class TemplateRevision {
    private static final int BYTES = 8;
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private TemplateRevision() {}

    /** Of the runtime for a stack; empty where the spec has none. */
    public static Optional<String> of(InferenceJobSpec spec, String stack) {
        return Optional.ofNullable(spec.runtimes()).orElse(List.of()).stream()
                .filter(r -> stack.equals(r.stack()))
                .findFirst()
                .map(r -> of(spec, r));
    }

    /** Whether a share runs another template than the spec asks for. A stack that the spec no longer has is left alone. */
    public static boolean isOutdated(InferenceJobSpec spec, ShareStatus share) {
        return of(spec, Objects.requireNonNullElse(share.stack(), ""))
                .filter(revision -> !revision.equals(share.revision()))
                .isPresent();
    }

    /** Of templates as they are written, which an operator makes of a runtime for a pool. */
    static String of(PodTemplateSpec... written) {
        return ShortHash.of(
                json(Arrays.stream(written).map(TemplateRevision::plain).toList()), BYTES);
    }

    private static String of(InferenceJobSpec spec, InferenceRuntime runtime) {
        return ShortHash.of(json(Arrays.asList(plain(runtime.template()), spec.priorityClassName())), BYTES);
    }

    /** As plain maps, since only their entries can be sorted. */
    private static @Nullable Object plain(@Nullable Object template) {
        return SORTED.convertValue(template, Object.class);
    }

    private static String json(Object value) {
        try {
            return SORTED.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps can always be written", e);
        }
    }
}

package dev.heterodyne.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heterodyne.api.InferenceJobSpec;
import dev.heterodyne.api.InferenceRuntime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

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

    private static String of(InferenceJobSpec spec, InferenceRuntime runtime) {
        // By way of plain maps, since only their entries can be sorted.
        Object template = SORTED.convertValue(runtime.template(), Object.class);
        return hash(Arrays.asList(template, spec.priorityClassName()));
    }

    private static String hash(Object value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(SORTED.writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps can always be written", e);
        }
    }
}

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
 * Fingerprint of what the author of an inference job asks of its pods on one stack, to which that of the pool's tolerations is
 * added: "TEMPLATE-POOL". It does not depend on the order of the fields, so that the same spec always has the same. Where
 * status has "TEMPLATE" alone, as operators wrote before they looked at tolerations, the share is left as it is: nobody knows
 * with which it runs.
 *
 * @param template the author's part
 */
public record TemplateRevision(String template) {
    private static final int BYTES = 8;
    private static final int BYTES_OF_POOL = 4;
    private static final String SEPARATOR = "-";
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Of the runtime for a stack; empty where the spec has none. */
    public static Optional<TemplateRevision> of(InferenceJobSpec spec, @Nullable String stack) {
        return Optional.ofNullable(spec.runtimes()).orElse(List.of()).stream()
                .filter(r -> r.stack() != null && r.stack().equals(stack))
                .findFirst()
                .map(r -> of(spec, r));
    }

    /** Whether a share runs another template than it should. A stack that the spec no longer has is left alone. */
    public static boolean isOutdated(InferenceJobSpec spec, ShareStatus share, PoolTolerations tolerations) {
        return of(spec, share.stack())
                .filter(wanted -> !wanted.isRunBy(share, tolerations))
                .isPresent();
    }

    /** Of templates as they are written, which an operator makes of a runtime for a pool. */
    static String of(PodTemplateSpec... written) {
        return ShortHash.of(
                json(Arrays.stream(written).map(TemplateRevision::plain).toList()), BYTES);
    }

    private static TemplateRevision of(InferenceJobSpec spec, InferenceRuntime runtime) {
        return new TemplateRevision(
                ShortHash.of(json(Arrays.asList(plain(runtime.template()), spec.priorityClassName())), BYTES));
    }

    /** With the pool's part; without it where the pool is not known. */
    public String in(String pool, PoolTolerations tolerations) {
        return tolerations
                .of(pool)
                .map(list -> template + SEPARATOR + ShortHash.of(json(plain(list)), BYTES_OF_POOL))
                .orElse(template);
    }

    /** Whether all replicas of a share run this, as far as both parts are known. */
    public boolean isRunBy(ShareStatus share, PoolTolerations tolerations) {
        return isRunIn(
                Objects.requireNonNullElse(share.pool(), ""),
                Objects.requireNonNullElse(share.revision(), ""),
                tolerations);
    }

    /** Whether a revision is this, in a pool, as far as both parts are known. */
    public boolean isRunIn(String pool, String revision, PoolTolerations tolerations) {
        String wanted = in(pool, tolerations);
        boolean bothParts = revision.contains(SEPARATOR) && wanted.contains(SEPARATOR);
        return bothParts ? revision.equals(wanted) : authors(revision).equals(template);
    }

    private static String authors(String revision) {
        int end = revision.indexOf(SEPARATOR);
        return end < 0 ? revision : revision.substring(0, end);
    }

    /** As maps and lists, since only the entries of those can be sorted. */
    private static Object plain(@Nullable Object value) {
        return SORTED.convertValue(value, Object.class);
    }

    private static String json(@Nullable Object value) {
        try {
            return SORTED.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain maps can always be written", e);
        }
    }
}

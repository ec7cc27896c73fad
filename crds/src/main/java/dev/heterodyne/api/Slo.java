package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Latency that an inference job must hold. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slo(
        @JsonPropertyDescription("Most milliseconds per output token.")
        @Min(value = 0.001, inclusive = false)
        @Max(86400000)
        @Nullable
        Double timePerOutputTokenMs,

        @JsonPropertyDescription("Most milliseconds to the first token.")
        @Min(value = 0.001, inclusive = false)
        @Max(86400000)
        @Nullable
        Double timeToFirstTokenMs) {}

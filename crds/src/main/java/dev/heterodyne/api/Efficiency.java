package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Shares of the datasheet peaks that real software reaches, 0 to 1. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Efficiency(
        @JsonPropertyDescription("Model FLOPS utilisation in training.")
        @Min(value = 0.001, inclusive = false)
        @Max(1)
        @Nullable
        Double trainingMFU,

        @JsonPropertyDescription("Share of peak compute reached in prefill and in compute-bound decode.")
        @Min(value = 0.001, inclusive = false)
        @Max(1)
        @Nullable
        Double prefillMFU,

        @JsonPropertyDescription("Share of peak memory bandwidth reached in decode.")
        @Min(value = 0.001, inclusive = false)
        @Max(1)
        @Nullable
        Double decodeMBU,

        @JsonPropertyDescription("Share of peak link bandwidth reached by collectives.")
        @Min(value = 0.001, inclusive = false)
        @Max(1)
        @Nullable
        Double communication) {}

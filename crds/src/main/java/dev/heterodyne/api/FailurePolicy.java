package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How often a training job is tried. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailurePolicy(
        @JsonPropertyDescription("Attempts in all. Default 6.") @Default("6") @Min(1) @Max(50) @Nullable
        Integer maxAttempts,

        @JsonPropertyDescription("Attempts on one pool. Default 2.") @Default("2") @Min(1) @Max(50) @Nullable
        Integer maxAttemptsPerPool,

        @JsonPropertyDescription(
                "Seconds in which all pods must be ready, else the attempt gives everything back and the job is tried again elsewhere, each time after a longer wait. Default 1800.")
        @Default("1800")
        @Min(1)
        @Max(31536000)
        @Nullable
        Integer podsReadyTimeoutSeconds) {}

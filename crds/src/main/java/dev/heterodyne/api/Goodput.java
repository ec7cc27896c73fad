package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What became of the accelerator-time that a training job held, over its attempts that have ended. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Goodput(
        @JsonPropertyDescription("Accelerator-hours held, from placement to end.") @Nullable
        Double allocatedHours,

        @JsonPropertyDescription("Accelerator-hours of work that was not lost.") @Nullable
        Double usefulHours,

        @JsonPropertyDescription("usefulHours / allocatedHours, 0 to 1.") @Nullable
        Double share,

        @JsonPropertyDescription("Attempts that ended and were followed by another one.") @Nullable
        Integer restarts,

        @JsonPropertyDescription("Seconds spent without a placement.") @Nullable
        Double waitedSeconds) {}

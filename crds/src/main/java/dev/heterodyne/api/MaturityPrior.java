package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** A prior worth a number of observed runs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MaturityPrior(
        @JsonPropertyDescription("Probability that a run completes, hardware and stack permitting, 0 to 1.")
        @Min(0)
        @Max(1)
        @Nullable
        Double completion,

        @JsonPropertyDescription("Mean time between failures of one accelerator, in accelerator-hours.")
        @Min(value = 0.001, inclusive = false)
        @Max(1000000000)
        @Nullable
        Double mtbfHours,

        @JsonPropertyDescription("How many observed runs this prior is worth.")
        @Min(value = 0.001, inclusive = false)
        @Max(1000000)
        @Nullable
        Double weight) {}

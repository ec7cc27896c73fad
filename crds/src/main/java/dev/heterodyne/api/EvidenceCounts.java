package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The sufficient statistics of a pool's maturity. Fractions, since evidence decays. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EvidenceCounts(
        @JsonPropertyDescription("Time that the counts are decayed to.") @Nullable
        String asOf,

        @JsonPropertyDescription("Runs that completed.") @Nullable
        Double completed,

        @JsonPropertyDescription("Runs that the stack or the hardware failed for good here.") @Nullable
        Double failed,

        @JsonPropertyDescription("Failures of stack and hardware.") @Nullable
        Double failures,

        @JsonPropertyDescription("Accelerator-hours that the failures happened in.") @Nullable
        Double acceleratorHours,

        @JsonPropertyDescription("Of these, held by canary runs.") @Nullable
        Double canaryHours,

        @JsonPropertyDescription("Runs completed in a row; below 0, failures in a row.") @Nullable
        Integer streak,

        @JsonPropertyDescription(
                "Belief carried over from an earlier stack version, in place of the class's prior: completion, 0 to 1.")
        @Nullable
        Double carriedCompletion,

        @JsonPropertyDescription("Runs that carriedCompletion is worth.") @Nullable
        Double carriedRuns,

        @JsonPropertyDescription("Carried over in the same way: mean accelerator-hours between failures.") @Nullable
        Double carriedMtbfHours,

        @JsonPropertyDescription("Failures that carriedMtbfHours is worth.") @Nullable
        Double carriedFailures) {}

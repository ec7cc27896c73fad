package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What has been learned of one pool, stack version and kind of workload. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KindMaturity(
        @JsonPropertyDescription("Unproven, Canary, Qualified or Quarantined.") @Nullable
        MaturityState state,

        @JsonPropertyDescription("Maturity of a reference job here, 0 to 1.") @Nullable
        Double score,

        @JsonPropertyDescription("Probability that a run completes, 0 to 1.") @Nullable
        Double completion,

        @JsonPropertyDescription("Mean time between failures of one accelerator, in accelerator-hours.") @Nullable
        Double mtbfHours,

        @JsonPropertyDescription("Runs of evidence on this stack version behind the figures.") @Nullable
        Double runs,

        @JsonPropertyDescription("Accelerator-hours of evidence on this stack version behind the figures.") @Nullable
        String acceleratorHours,

        @JsonPropertyDescription("Stack version that the figures are about.") @Nullable
        String stackVersion,

        @JsonPropertyDescription("The counts that the figures follow from.") @Nullable
        EvidenceCounts evidence) {}

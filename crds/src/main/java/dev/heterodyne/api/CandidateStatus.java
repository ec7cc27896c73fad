package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How one pool fared in a decision. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CandidateStatus(
        @JsonPropertyDescription("The pool.") @Required String pool,

        @JsonPropertyDescription("Whether the job could run there.") @Required
        boolean feasible,

        @JsonPropertyDescription("Why not, where it is not feasible.") @Nullable
        String reason,

        @JsonPropertyDescription("Compute per accelerator relative to the best candidate, 0 to 1.") @Nullable
        Double compute,

        @JsonPropertyDescription("Share of time left for compute after exposed communication, 0 to 1.") @Nullable
        Double interconnect,

        @JsonPropertyDescription("Share of the run that survives failures, 0 to 1.") @Nullable
        Double maturity,

        @JsonPropertyDescription("Goodput relative to the best that any pool offers, 0 to 1.") @Nullable
        Double value,

        @JsonPropertyDescription("What others would get from these accelerators, in value.") @Nullable
        Double price,

        @JsonPropertyDescription("value - price + origin bonus.") @Nullable
        Double score) {}

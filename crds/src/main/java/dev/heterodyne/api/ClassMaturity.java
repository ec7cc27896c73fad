package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Prior maturity of a stack per kind of workload. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClassMaturity(
        @JsonPropertyDescription("Prior for training.") @Nullable
        MaturityPrior training,

        @JsonPropertyDescription("Prior for inference.") @Nullable
        MaturityPrior inference) {}

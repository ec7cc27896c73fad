package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Weights per kind of workload. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KindWeights(
        @JsonPropertyDescription("For training.") @Nullable Weights training,
        @JsonPropertyDescription("For inference.") @Nullable Weights inference) {}

package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Learned maturity per kind of workload. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PoolMaturity(
        @JsonPropertyDescription("For training.") @Nullable KindMaturity training,
        @JsonPropertyDescription("For inference.") @Nullable KindMaturity inference) {}

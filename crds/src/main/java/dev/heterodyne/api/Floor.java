package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** The least that a pool must show before it takes a job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Floor(
        @JsonPropertyDescription("Least maturity, 0 to 1.") @Min(0) @Max(1) @Nullable
        Double maturity) {}

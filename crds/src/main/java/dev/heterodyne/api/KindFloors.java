package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** Floors per kind of workload. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KindFloors(
        @JsonPropertyDescription("For training. Default maturity 0.5.") @Default("{\"maturity\": 0.5}") @Nullable
        Floor training,

        @JsonPropertyDescription("For inference. Default maturity 0.2.") @Default("{\"maturity\": 0.2}") @Nullable
        Floor inference) {}

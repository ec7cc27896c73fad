package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Exponents on the three factors of goodput; 1 trusts the model, 0 ignores a factor. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Weights(
        @JsonPropertyDescription("Exponent on compute. Default 1.") @Default("1") @Min(0) @Max(10) @Nullable
        Double compute,

        @JsonPropertyDescription("Exponent on interconnect. Default 1.") @Default("1") @Min(0) @Max(10) @Nullable
        Double interconnect,

        @JsonPropertyDescription("Exponent on maturity. Default 1.") @Default("1") @Min(0) @Max(10) @Nullable
        Double maturity) {}

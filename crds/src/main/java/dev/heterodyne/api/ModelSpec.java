package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The model that a job trains or serves. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelSpec(
        @JsonPropertyDescription("Parameters, for example 671B, 7B or 350M.")
        @Required
        @Pattern("^[0-9]+(\\.[0-9]+)?[KMBT]?$")
        @Size(max = 32)
        String parameters,

        @JsonPropertyDescription("Parameters active per token, for a mixture of experts. Default: all.")
        @Pattern("^[0-9]+(\\.[0-9]+)?[KMBT]?$")
        @Size(max = 32)
        @Nullable
        String activeParameters,

        @JsonPropertyDescription("Precision of the weights in training or serving.") @Default("bf16") @Nullable
        Precision precision,

        @JsonPropertyDescription("Transformer layers. Default: estimated from the active parameters.")
        @Min(1)
        @Max(100000)
        @Nullable
        Integer layers,

        @JsonPropertyDescription("Width of the residual stream. Default: estimated from the active parameters.")
        @Min(1)
        @Max(10000000)
        @Nullable
        Integer hiddenSize,

        @JsonPropertyDescription("Bytes of key-value cache per token. Default: estimated for grouped-query attention.")
        @Min(0)
        @Max(1000000000)
        @Nullable
        Long kvBytesPerToken) {}

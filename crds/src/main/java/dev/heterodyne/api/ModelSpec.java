package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The model that a job trains or serves. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = ModelSpec.PARAMETERS + ".isGreaterThan(quantity('0')) && !" + ModelSpec.PARAMETERS
                + ".isGreaterThan(quantity('1P'))",
        message = "model.parameters: must be above 0 and at most 1000T; for example 671B",
        fieldPath = ".parameters")
@ValidationRule(
        value = "!has(self.activeParameters) || (" + ModelSpec.ACTIVE_PARAMETERS + ".isGreaterThan(quantity('0')) && !"
                + ModelSpec.ACTIVE_PARAMETERS + ".isGreaterThan(" + ModelSpec.PARAMETERS + "))",
        message = "model.activeParameters: must be above 0 and at most parameters; leave it out for a dense model",
        fieldPath = ".activeParameters")
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

        @JsonPropertyDescription("Precision of the weights in training or serving. Default bf16.")
        @Default("bf16")
        @Nullable
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
        Long kvBytesPerToken) {
    // Kubernetes quantities write G for 10^9 and k for 10^3; models are counted in B and K.
    static final String PARAMETERS = "quantity(self.parameters.replace('B', 'G').replace('K', 'k'))";
    static final String ACTIVE_PARAMETERS = "quantity(self.activeParameters.replace('B', 'G').replace('K', 'k'))";
}

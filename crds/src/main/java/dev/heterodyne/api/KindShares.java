package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Shares per kind of workload. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "(has(self.training) ? self.training : 0.0) + (has(self.inference) ? self.inference : 0.0) <= 1.000001",
        message = "expectedDemand: the shares add up to more than 1; lower training or inference")
public record KindShares(
        @JsonPropertyDescription("Share for training, 0 to 1.") @Min(0) @Max(1) @Nullable
        Double training,

        @JsonPropertyDescription("Share for inference, 0 to 1.") @Min(0) @Max(1) @Nullable
        Double inference) {}

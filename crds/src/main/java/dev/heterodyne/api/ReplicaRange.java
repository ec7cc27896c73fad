package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/** How many replicas an inference job may have. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.max) || self.min <= self.max",
        message = "replicas: min must not exceed max; raise max or lower min",
        fieldPath = ".max")
public record ReplicaRange(
        @JsonPropertyDescription("Least replicas; placed all or none.") @Required @Min(1) @Max(100000)
        Integer min,

        @JsonPropertyDescription("Most replicas. Default: min.") @Min(1) @Max(100000) @Nullable
        Integer max,

        @JsonPropertyDescription(
                "Wanted replicas, written by the scale subresource; kept between min and max. Default: what the load needs.")
        @Min(0)
        @Max(100000)
        @SpecReplicas
        @Nullable
        Integer desired) {}

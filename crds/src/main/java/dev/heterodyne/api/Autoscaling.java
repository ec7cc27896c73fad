package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Follows the load that is observed, instead of the one in spec.load. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.intervalSeconds < self.staleAfterSeconds",
        message =
                "autoscaling: staleAfterSeconds must be above intervalSeconds, else every reading is stale before the next; change one",
        fieldPath = ".staleAfterSeconds")
public record Autoscaling(
        @JsonPropertyDescription("Where the load is read.") @Required
        PrometheusLoad prometheus,

        @JsonPropertyDescription("Seconds between two readings. Default 15.")
        @Default("15")
        @Min(1)
        @Max(3600)
        @Nullable
        Integer intervalSeconds,

        @JsonPropertyDescription(
                "Seconds after which the newest reading is stale: replicas are then not taken away. Default 120.")
        @Default("120")
        @Min(1)
        @Max(86400)
        @Nullable
        Integer staleAfterSeconds,

        @JsonPropertyDescription(
                "Seconds over which the highest load counts, so that a lull takes no replica away. Default 300.")
        @Default("300")
        @Min(0)
        @Max(86400)
        @Nullable
        Integer scaleDownStabilizationSeconds,

        @JsonPropertyDescription("Load carried beyond the one observed, in percent. Default 10.")
        @Default("10")
        @Min(0)
        @Max(1000)
        @Nullable
        Integer headroomPercent) {}

package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How a pool earns trust. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Qualification(
        @JsonPropertyDescription("Canary runs that must complete. Default 3.")
        @Default("3")
        @Min(1)
        @Max(1000)
        @Nullable
        Integer canaryRuns,

        @JsonPropertyDescription("Most accelerators that a canary run may hold on a pool below its floor. Default 16.")
        @Default("16")
        @Min(1)
        @Max(1000000)
        @Nullable
        Integer maxAccelerators,

        @JsonPropertyDescription(
                "Share of all training accelerator-hours that the operator may spend on canary runs of its own, 0 to 1. Default 0.05.")
        @Default("0.05")
        @Min(0)
        @Max(1)
        @Nullable
        Double budget,

        @JsonPropertyDescription("Days in which evidence loses half its weight. Default 30.")
        @Default("30")
        @Min(value = 0.001, inclusive = false)
        @Max(36500)
        @Nullable
        Double halfLifeDays,

        @JsonPropertyDescription(
                "Share of its weight that a belief keeps when the stack version changes, 0 to 1. Default 0.25.")
        @Default("0.25")
        @Min(0)
        @Max(1)
        @Nullable
        Double versionDiscount,

        @JsonPropertyDescription(
                "The canary run that the operator starts by itself on pools favoured by the origin mandate that are below their floor. Default: none; only jobs with canary: true run there.")
        @Nullable
        QualificationTemplate template) {}

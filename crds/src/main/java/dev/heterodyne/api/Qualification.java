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
        Integer maxAccelerators) {}

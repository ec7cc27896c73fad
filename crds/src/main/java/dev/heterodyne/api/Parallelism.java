package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How a gang or a replica divides the model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parallelism(
        @JsonPropertyDescription("Tensor-parallel ranks.") @Min(1) @Max(1000000) @Nullable
        Integer tensor,

        @JsonPropertyDescription("Pipeline stages.") @Min(1) @Max(1000000) @Nullable
        Integer pipeline,

        @JsonPropertyDescription("Tokens per optimizer step over the whole gang. Default 4194304.")
        @Min(1)
        @Max(1000000000000L)
        @Nullable
        Long globalBatchTokens) {}

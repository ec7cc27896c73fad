package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Whether the replicas of an inference job may be spread over pools. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Split(
        @JsonPropertyDescription("Single (one pool) or Hybrid (replicas spill over to further pools). Default Single.")
        @Default("Single")
        @Nullable
        SplitMode mode,

        @JsonPropertyDescription("Most pools in a hybrid split. Default 2.") @Min(1) @Max(16) @Nullable
        Integer maxPools) {}

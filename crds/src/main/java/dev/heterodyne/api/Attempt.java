package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One try of a training job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(
        @JsonPropertyDescription("1 for the first.") @Nullable
        Integer number,

        @JsonPropertyDescription("Pool it ran on.") @Nullable
        String pool,

        @JsonPropertyDescription(
                "How it ended: Completed, StackFailure, HardwareFailure, UserError, Preempted, Cancelled or Unknown; absent while it runs.")
        @Nullable
        String outcome,

        @JsonPropertyDescription("Why, where it failed.") @Size(max = 1024) @Nullable
        String reason,

        @JsonPropertyDescription("Step it resumed from.") @Nullable
        Long resumedFromStep) {}

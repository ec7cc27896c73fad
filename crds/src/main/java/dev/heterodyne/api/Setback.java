package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Replicas that kept crashing on a pool, which is avoided for a while. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Setback(
        @JsonPropertyDescription("The pool.") @Required String pool,

        @JsonPropertyDescription("What it was put down to.") @Nullable
        AttemptOutcome outcome,

        @JsonPropertyDescription("Why, in one sentence.") @Size(max = 1024) @Nullable
        String reason,

        @JsonPropertyDescription("When it was seen.") @Nullable
        String time,

        @JsonPropertyDescription("Until when the pool is avoided.") @Nullable
        String until) {}

package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** The load that an inference job carries. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Load(
        @JsonPropertyDescription("Requests per second over all replicas.") @Min(0) @Max(1000000000) @Nullable
        Double requestsPerSecond,

        @JsonPropertyDescription("Mean tokens of a prompt. Default 1000.")
        @Default("1000")
        @Min(1)
        @Max(100000000)
        @Nullable
        Integer promptTokens,

        @JsonPropertyDescription("Mean tokens of an answer. Default 400.")
        @Default("400")
        @Min(1)
        @Max(100000000)
        @Nullable
        Integer outputTokens) {}

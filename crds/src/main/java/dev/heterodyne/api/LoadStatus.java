package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The load that replicas are sized for, where it is observed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadStatus(
        @JsonPropertyDescription("Requests per second to carry: the highest of the window, with headroom.") @Nullable
        Double requestsPerSecond,

        @JsonPropertyDescription("Mean tokens of a prompt.") @Nullable
        Double promptTokens,

        @JsonPropertyDescription("Mean tokens of an answer.") @Nullable
        Double outputTokens,

        @JsonPropertyDescription("When this load was first observed.") @Nullable
        String observedTime) {}

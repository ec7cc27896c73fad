package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What the placed replicas serve by the model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ForecastStatus(
        @JsonPropertyDescription("Requests per second at the latency asked for.") @Nullable
        Double requestsPerSecond,

        @JsonPropertyDescription("Output tokens per second.") @Nullable
        Double tokensPerSecond,

        @JsonPropertyDescription("Milliseconds to the first token on the slowest pool.") @Nullable
        Double timeToFirstTokenMs,

        @JsonPropertyDescription("Milliseconds per output token on the slowest pool.") @Nullable
        Double timePerOutputTokenMs,

        @JsonPropertyDescription(
                "What could be carried beyond the load, as a share of it; negative where the load is not carried.")
        @Nullable
        Double headroom) {}

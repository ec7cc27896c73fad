package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Queries that tell the load of an inference job. Each has to give one number. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PrometheusLoad(
        @JsonPropertyDescription("Address of the Prometheus API, for example http://prometheus.monitoring:9090.")
        @Required
        @Pattern("^https?://.+")
        @Size(max = 2048)
        String address,

        @JsonPropertyDescription("PromQL of the requests per second over all replicas.")
        @Required
        @Size(min = 1, max = 4096)
        String requestsPerSecond,

        @JsonPropertyDescription("PromQL of the mean tokens of a prompt. Default: spec.load.promptTokens.")
        @Size(min = 1, max = 4096)
        @Nullable
        String promptTokens,

        @JsonPropertyDescription("PromQL of the mean tokens of an answer. Default: spec.load.outputTokens.")
        @Size(min = 1, max = 4096)
        @Nullable
        String outputTokens,

        @JsonPropertyDescription("Seconds to wait for an answer. Default 5.") @Default("5") @Min(1) @Max(60) @Nullable
        Integer timeoutSeconds) {}

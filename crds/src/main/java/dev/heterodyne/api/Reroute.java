package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** When a job moves away from hardware that fails it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reroute(
        @JsonPropertyDescription("Failures of stack or hardware on a pool before the job moves. Default 2.")
        @Default("2")
        @Min(1)
        @Max(1000)
        @Nullable
        Integer afterFailures,

        @JsonPropertyDescription("Seconds before a pool that a job left may take it again. Default 3600.")
        @Default("3600")
        @Min(0)
        @Max(31536000)
        @Nullable
        Integer cooldownSeconds,

        @JsonPropertyDescription("Seconds for which a job avoids a node that failed it. Default 86400.")
        @Default("86400")
        @Min(0)
        @Max(31536000)
        @Nullable
        Integer avoidNodeSeconds,

        @JsonPropertyDescription("Most nodes that a job avoids at a time, the latest first. Default 8.")
        @Default("8")
        @Min(0)
        @Max(1000)
        @Nullable
        Integer maxAvoidedNodes,

        @JsonPropertyDescription(
                "Seconds for which a Ready node may offer fewer accelerators than a gang holds there before they count as lost; a device plugin that restarts takes them away for a moment. Default 60.")
        @Default("60")
        @Min(0)
        @Max(86400)
        @Nullable
        Integer deviceLossGraceSeconds) {}

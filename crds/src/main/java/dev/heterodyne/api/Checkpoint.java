package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Where and how often a training job saves its state. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Checkpoint(
        @JsonPropertyDescription("PersistentVolumeClaim with the checkpoints, mounted into the first container.")
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 253)
        @Nullable
        String volumeClaimName,

        @JsonPropertyDescription("Where the claim is mounted. Default /checkpoints.")
        @Default("/checkpoints")
        @Pattern("^/.*")
        @Size(max = 1024)
        @Nullable
        String path,

        @JsonPropertyDescription("Seconds of work between checkpoints. Default: the optimum by Daly's formula.")
        @Min(1)
        @Max(31536000)
        @Nullable
        Integer intervalSeconds,

        @JsonPropertyDescription("Seconds that the job stands still for one checkpoint. Default 5 (asynchronous).")
        @Default("5")
        @Min(0)
        @Max(86400)
        @Nullable
        Double writeSeconds,

        @JsonPropertyDescription("Seconds from a failure to work resumed. Default 300.")
        @Default("300")
        @Min(0)
        @Max(86400)
        @Nullable
        Double restartSeconds,

        @JsonPropertyDescription(
                "Seconds between the signal to stop and the end, in which a preempted job may save its state. Default: what the pod template says.")
        @Min(0)
        @Max(86400)
        @Nullable
        Integer graceSeconds,

        @JsonPropertyDescription("The checkpoint can be read on another software stack. Default false.")
        @Default("false")
        @Nullable
        Boolean portable) {}

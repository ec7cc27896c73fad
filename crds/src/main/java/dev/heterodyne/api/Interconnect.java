package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Links between accelerators of a class. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Interconnect(
        @JsonPropertyDescription("Bandwidth inside the scale-up domain (NVLink, HCCS), GB/s one way per accelerator.")
        @Min(value = 0.001, inclusive = false)
        @Max(100000)
        @Nullable
        Double scaleUpGBps,

        @JsonPropertyDescription("Number of accelerators that share the scale-up links.")
        @Min(1)
        @Max(1000000)
        @Nullable
        Integer scaleUpDomain,

        @JsonPropertyDescription("Network bandwidth in Gbit/s per accelerator.")
        @Min(value = 0.001, inclusive = false)
        @Max(100000)
        @Nullable
        Double scaleOutGbps) {}

package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** The Service over all replicas. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServicePort(
        @JsonPropertyDescription("Port of the Service and of the containers.") @Required @Min(1) @Max(65535)
        Integer port) {}

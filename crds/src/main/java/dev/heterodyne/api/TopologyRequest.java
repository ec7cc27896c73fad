package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The topology a gang asks for, by names of the pool's levels. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopologyRequest(
        @JsonPropertyDescription("The whole gang must fit in one domain of this level.")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        @Nullable
        String required,

        @JsonPropertyDescription(
                "The gang takes one domain of this level where one is large enough, even if a smaller one would hold it.")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        @Nullable
        String preferred) {}

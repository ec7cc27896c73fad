package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One level of the topology of a pool. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopologyLevel(
        @JsonPropertyDescription("Name of the level, for example block, rack or node.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(max = 63)
        String name,

        @JsonPropertyDescription("Node label whose value names the domain of this level.")
        @Required
        @Pattern("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
        @Size(max = 317)
        String nodeLabel,

        @JsonPropertyDescription(
                "How many times less network bandwidth there is between domains of this level than inside one. Default 2 above the node, 1 for the node.")
        @Min(1)
        @Max(1000)
        @Nullable
        Double oversubscription) {}

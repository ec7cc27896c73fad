package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Accelerators of a pool by state. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AcceleratorCounts(
        @JsonPropertyDescription("Capacity of all nodes.") @Nullable
        Integer total,

        @JsonPropertyDescription("Allocatable on Ready nodes; a Ready node can lose devices.") @Nullable
        Integer healthy,

        @JsonPropertyDescription("Held by pods of anyone and reserved by placements.") @Nullable
        Integer allocated,

        @JsonPropertyDescription("Open to a new placement.") @Nullable
        Integer free) {}

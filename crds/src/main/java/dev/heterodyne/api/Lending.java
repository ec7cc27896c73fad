package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Accelerators that an inference job holds above its need, and lends to training meanwhile. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Lending(
        @JsonPropertyDescription(
                "Replicas whose accelerators the job holds at least. Those that its load does not need are lent to training marked preemptible, which gives them back when the load returns.")
        @Required
        @Min(1)
        @Max(100000)
        Integer reserveReplicas) {}

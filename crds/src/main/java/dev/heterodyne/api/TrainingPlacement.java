package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a training job was placed, and why. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainingPlacement(
        @JsonPropertyDescription("Pool that won.") @Nullable String pool,

        @JsonPropertyDescription("Software stack, and so the runtime.") @Nullable
        String stack,

        @JsonPropertyDescription("Innermost topology domain that holds the gang.") @Nullable
        String domain,

        @JsonPropertyDescription("Pods in the gang.") @Nullable
        Integer replicas,

        @JsonPropertyDescription("Accelerators over all pods.") @Nullable
        Integer accelerators,

        @JsonPropertyDescription("One node per pod, in rank order.") @Nullable
        List<String> nodes,

        @JsonPropertyDescription("Why, in one sentence.") @Size(max = 1024) @Nullable
        String message,

        @JsonPropertyDescription("Every pool, best first, at most 32.") @Nullable
        List<CandidateStatus> candidates) {}

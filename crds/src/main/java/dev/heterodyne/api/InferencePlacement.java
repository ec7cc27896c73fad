package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the replicas of an inference job were placed, and why. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record InferencePlacement(
        @JsonPropertyDescription("Pools of the shares, for kubectl get.") @Nullable
        String pool,

        @JsonPropertyDescription("One share per pool.") @Size(max = 16) @Nullable
        List<ShareStatus> shares,

        @JsonPropertyDescription("Why, in one sentence.") @Size(max = 1024) @Nullable
        String message,

        @JsonPropertyDescription("Every pool, best first, at most 32.") @Nullable
        List<CandidateStatus> candidates) {}

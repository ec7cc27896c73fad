package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that the pool's maturity has taken in and that its job's status does not show as ended yet: written together
 * with the figures, so that each attempt counts exactly once whatever crashes when.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CountedAttempt(
        @JsonPropertyDescription(
                "UID of the job, a slash, and the number of the attempt; of an inference job, the pool, an @ and the time of the setback.")
        String attempt,

        @JsonPropertyDescription("The outcome that was counted.")
        AttemptOutcome outcome,

        @JsonPropertyDescription("Nodes that are to blame.") @Size(max = 16) @Nullable
        List<String> failedNodes) {}

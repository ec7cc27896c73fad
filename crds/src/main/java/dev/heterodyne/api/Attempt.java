package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One try of a training job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(
        @JsonPropertyDescription("1 for the first.") @Nullable
        Integer number,

        @JsonPropertyDescription("Pool it ran on.") @Nullable
        String pool,

        @JsonPropertyDescription("Software stack it ran on.") @Nullable
        String stack,

        @JsonPropertyDescription("Version of the pool's stack when it was placed.") @Nullable
        String stackVersion,

        @JsonPropertyDescription("Accelerators over all pods.") @Nullable
        Integer accelerators,

        @JsonPropertyDescription("When it was placed.") @Nullable
        String startTime,

        @JsonPropertyDescription("When all its pods were ready for the first time; absent where they never were.")
        @Nullable
        String readyTime,

        @JsonPropertyDescription("When its end was seen.") @Nullable
        String endTime,

        @JsonPropertyDescription(
                "How it ended: Completed, StackFailure, HardwareFailure, UserError, Preempted, Cancelled or Unknown; absent while it runs.")
        @Nullable
        AttemptOutcome outcome,

        @JsonPropertyDescription("Why, where it failed.") @Size(max = 1024) @Nullable
        String reason,

        @JsonPropertyDescription("Nodes that are to blame; later attempts of this job avoid them for a while.")
        @Size(max = 16)
        @Nullable
        List<String> failedNodes,

        @JsonPropertyDescription("Last step that the attempt reported as saved.") @Nullable
        Long savedStep,

        @JsonPropertyDescription("Step it resumed from.") @Nullable
        Long resumedFromStep) {

    /** Whether it runs, or is about to. */
    @JsonIgnore
    public boolean isOpen() {
        return outcome == null;
    }

    /** The same attempt, with all pods ready since then. */
    public Attempt ready(String since) {
        return new Attempt(
                number,
                pool,
                stack,
                stackVersion,
                accelerators,
                startTime,
                since,
                endTime,
                outcome,
                reason,
                failedNodes,
                savedStep,
                resumedFromStep);
    }

    /** The same attempt, over. */
    public Attempt ended(
            String when,
            AttemptOutcome how,
            @Nullable String why,
            @Nullable List<String> nodesToBlame,
            @Nullable Long lastSavedStep) {
        return new Attempt(
                number,
                pool,
                stack,
                stackVersion,
                accelerators,
                startTime,
                readyTime,
                when,
                how,
                why,
                nodesToBlame,
                lastSavedStep,
                resumedFromStep);
    }
}

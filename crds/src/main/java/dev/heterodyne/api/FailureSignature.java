package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What a termination message gives away about a failure. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.outcome in ['StackFailure', 'HardwareFailure', 'UserError', 'Unknown']",
        message = "outcome: a signature can tell StackFailure, HardwareFailure, UserError or Unknown; use one of them",
        fieldPath = ".outcome")
public record FailureSignature(
        @JsonPropertyDescription("Short name, used as the reason.") @Required @Size(min = 1, max = 63)
        String name,

        @JsonPropertyDescription(
                "RE2 regular expression that is looked for in the termination messages, the case being ignored.")
        @Required
        @Size(min = 1, max = 256)
        String pattern,

        @JsonPropertyDescription("What it means: StackFailure, HardwareFailure, UserError or Unknown.") @Required
        AttemptOutcome outcome) {}

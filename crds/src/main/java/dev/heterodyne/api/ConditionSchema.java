package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.ZonedDateTime;

/** Schema of a condition as Kubernetes' own kinds have it; Fabric8's type carries neither descriptions nor bounds. */
record ConditionSchema(
        @JsonPropertyDescription("What the condition says, in CamelCase.")
        @Required
        @Pattern("^[A-Za-z]([A-Za-z0-9_.]*[A-Za-z0-9])?$")
        @Size(max = 316)
        String type,

        @JsonPropertyDescription("True, False or Unknown.") @Required
        ConditionStatus status,

        @JsonPropertyDescription("Generation of the spec that the condition was derived from.") @Min(0)
        Long observedGeneration,

        @JsonPropertyDescription("When the status of the condition last changed.") @Required
        ZonedDateTime lastTransitionTime,

        @JsonPropertyDescription("Why, in one CamelCase word for programs.")
        @Required
        @Pattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")
        @Size(min = 1, max = 1024)
        String reason,

        @JsonPropertyDescription("Why, in a sentence for people.") @Required @Size(max = 32768)
        String message) {

    enum ConditionStatus {
        True,
        False,
        Unknown
    }
}

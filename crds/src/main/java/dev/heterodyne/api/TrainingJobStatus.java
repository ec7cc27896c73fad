package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has become of a training job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@SchemaCustomizer(value = ListMapKey.class, input = "conditions")
public record TrainingJobStatus(
        @JsonPropertyDescription("Generation of the spec that this status describes.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Pending, Placed, Running, Rerouting, Succeeded, Failed or Suspended.") @Nullable
        Phase phase,

        @JsonPropertyDescription("The decision, written before the first pod exists.") @Nullable
        TrainingPlacement placement,

        @JsonPropertyDescription("When the job next asks for a placement, while it backs off.") @Nullable
        String retryTime,

        @JsonPropertyDescription("What became of the accelerator-time that it held.") @Nullable
        Goodput goodput,

        @JsonPropertyDescription("Attempts, newest last, the last 50, and all that failed among them.") @Nullable
        List<Attempt> attempts,

        @JsonPropertyDescription("Conditions: Placed, PodsReady, Finished.")
        @SchemaFrom(type = ConditionSchema[].class)
        @Nullable
        List<Condition> conditions) {}

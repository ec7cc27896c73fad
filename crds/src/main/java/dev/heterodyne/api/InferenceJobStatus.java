package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has become of an inference job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@SchemaCustomizer(value = ListMapKey.class, input = "conditions")
public record InferenceJobStatus(
        @JsonPropertyDescription("Generation of the spec that this status describes.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Pending, Placed, Running or Rerouting.") @Nullable
        Phase phase,

        @JsonPropertyDescription("Replicas placed.") @StatusReplicas @Nullable
        Integer replicas,

        @JsonPropertyDescription("Replicas ready to serve.") @Nullable
        Integer readyReplicas,

        @JsonPropertyDescription("Label selector of the replicas, for the scale subresource.")
        @io.fabric8.kubernetes.model.annotation.LabelSelector
        @Nullable
        String selector,

        @JsonPropertyDescription("The decision, written before the first pod exists.") @Nullable
        InferencePlacement placement,

        @JsonPropertyDescription("The load that replicas are sized for, where it is observed.") @Nullable
        LoadStatus load,

        @JsonPropertyDescription("What the placed replicas serve by the model.") @Nullable
        ForecastStatus predicted,

        @JsonPropertyDescription("Pools that are avoided since replicas kept crashing there; one entry per pool.")
        @Size(max = 16)
        @Nullable
        List<Setback> setbacks,

        @JsonPropertyDescription(
                "Conditions: Placed, Available, Progressing, Degraded and, where the load is followed, LoadObserved.")
        @SchemaFrom(type = ConditionSchema[].class)
        @Nullable
        List<Condition> conditions) {}

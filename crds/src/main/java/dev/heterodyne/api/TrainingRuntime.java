package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import org.jspecify.annotations.Nullable;

/** One variant of a training job, for one software stack. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingRuntime(
        @JsonPropertyDescription("Software stack that this variant runs on.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 63)
        String stack,

        @JsonPropertyDescription("Pods in the gang on this stack. Default: the job's.") @Min(1) @Max(100000) @Nullable
        Integer replicas,

        @JsonPropertyDescription("Accelerators per pod on this stack. Default: the job's.")
        @Min(1)
        @Max(10000)
        @Nullable
        Integer acceleratorsPerReplica,

        @JsonPropertyDescription("Parallelism on this stack. Default: the job's.") @Nullable
        Parallelism parallelism,

        @JsonPropertyDescription(
                "Pod template; the accelerators, the rendezvous environment and the node affinity are added to it. The first container gets the accelerators.")
        @PreserveUnknownFields
        @SchemaFrom(type = Object.class)
        @Nullable
        PodTemplateSpec template) {}

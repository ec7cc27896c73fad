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

/** One variant of an inference job, for one software stack. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InferenceRuntime(
        @JsonPropertyDescription("Software stack that this variant runs on.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 63)
        String stack,

        @JsonPropertyDescription(
                "Replicas on this stack. Single: instead of the job's. Hybrid: most replicas in a pool of this stack; the least are the job's, over all pools. Default: the job's, each of min and max.")
        @Nullable
        ReplicaRange replicas,

        @JsonPropertyDescription("Accelerators per replica on this stack. Default: the job's.")
        @Min(1)
        @Max(10000)
        @Nullable
        Integer acceleratorsPerReplica,

        @JsonPropertyDescription("Pods that one replica is made of on this stack. Default: the job's.")
        @Min(1)
        @Max(1000)
        @Nullable
        Integer podsPerReplica,

        @JsonPropertyDescription("Parallelism of one replica on this stack. Default: the job's.") @Nullable
        Parallelism parallelism,

        @JsonPropertyDescription(
                "Pod template; the accelerators and a scheduling gate, lifted once the pod has its node, are added to it. The first container gets the accelerators.")
        @PreserveUnknownFields
        @SchemaFrom(type = Object.class)
        @Nullable
        PodTemplateSpec template) {}

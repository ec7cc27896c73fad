package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The replicas that one pool serves. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShareStatus(
        @JsonPropertyDescription("The pool.") @Required String pool,

        @JsonPropertyDescription("Software stack, and so the runtime.") @Nullable
        String stack,

        @JsonPropertyDescription("Replicas here.") @Nullable Integer replicas,

        @JsonPropertyDescription("Replicas ready to serve.") @Nullable
        Integer readyReplicas,

        @JsonPropertyDescription("Accelerators over all replicas here.") @Nullable
        Integer accelerators,

        @JsonPropertyDescription("Innermost topology domain that holds them.") @Nullable
        String domain,

        @JsonPropertyDescription("One node per replica; of a replica of several pods, one per pod, replica by replica.")
        @Nullable
        List<String> nodes,

        @JsonPropertyDescription("Accelerators over all pods of one replica.") @Nullable
        Integer acceleratorsPerReplica,

        @JsonPropertyDescription("Pods that one replica is made of. Default 1.") @Nullable
        Integer podsPerReplica,

        @JsonPropertyDescription(
                "Nodes held for the time of a rollout, so that no replica goes before its successor is ready.")
        @Nullable
        List<String> surgeNodes,

        @JsonPropertyDescription("Nodes held above the need and lent to training, one entry per pod.") @Nullable
        List<String> lentNodes,

        @JsonPropertyDescription("Requests per second that the replicas here serve by the model.") @Nullable
        Double requestsPerSecond,

        @JsonPropertyDescription("Output tokens per second that the replicas here serve by the model.") @Nullable
        Double tokensPerSecond,

        @JsonPropertyDescription("Fingerprint of the pod template that all replicas here run.") @Nullable
        String revision) {
    /** Replicas of one pod each, none of them lent. */
    public ShareStatus(
            String pool,
            @Nullable String stack,
            @Nullable Integer replicas,
            @Nullable Integer readyReplicas,
            @Nullable Integer accelerators,
            @Nullable String domain,
            @Nullable List<String> nodes) {
        this(
                pool,
                stack,
                replicas,
                readyReplicas,
                accelerators,
                domain,
                nodes,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}

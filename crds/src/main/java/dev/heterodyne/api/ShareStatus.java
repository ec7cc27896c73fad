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

        @JsonPropertyDescription("One node per replica.") @Nullable
        List<String> nodes) {}

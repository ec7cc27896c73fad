package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator sees of a pool. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@SchemaCustomizer(value = ListMapKey.class, input = "conditions")
public record AcceleratorPoolStatus(
        @JsonPropertyDescription("Generation of the spec that this status describes.") @Nullable
        Long observedGeneration,

        @JsonPropertyDescription("Nodes in the pool.") @Nullable
        Integer nodes,

        @JsonPropertyDescription("Nodes that are Ready and may be scheduled on.") @Nullable
        Integer readyNodes,

        @JsonPropertyDescription("Accelerators by state.") @Nullable
        AcceleratorCounts accelerators,

        @JsonPropertyDescription(
                "What a job of each kind is charged per accelerator: what the other kinds would get here.")
        @Nullable
        KindPrices price,

        @JsonPropertyDescription("Maturity learned per kind of workload.") @Nullable
        PoolMaturity maturity,

        @JsonPropertyDescription("Attempts whose end the maturity knows already and their job's status does not.")
        @Nullable
        List<CountedAttempt> counted,

        @JsonPropertyDescription("Conditions: Ready, ClassResolved, NodesDisjoint.")
        @SchemaFrom(type = ConditionSchema[].class)
        @Nullable
        List<Condition> conditions) {}

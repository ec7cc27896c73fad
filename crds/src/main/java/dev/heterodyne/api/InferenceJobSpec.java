package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replicas that serve until deleted, with one pod template per software stack. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.runtimes.all(r, self.runtimes.exists_one(s, s.stack == r.stack))",
        message = "runtimes: each stack may appear once; merge or rename the doubled runtime",
        fieldPath = ".runtimes")
@ValidationRule(
        value = "self.acceleratorsPerReplica == oldSelf.acceleratorsPerReplica",
        message = "acceleratorsPerReplica is immutable; create a new job",
        fieldPath = ".acceleratorsPerReplica")
@ValidationRule(
        value = """
                self.runtimes.all(r, oldSelf.runtimes.all(o, o.stack != r.stack
                  || o.?acceleratorsPerReplica.orValue(0) == r.?acceleratorsPerReplica.orValue(0)))""",
        message = "runtimes: acceleratorsPerReplica of a stack is immutable; create a new job",
        fieldPath = ".runtimes")
@ValidationRule(
        value = """
                [self.?parallelism.?tensor.orValue(1) * self.?parallelism.?pipeline.orValue(1)]
                  .all(ranks, ranks < 1 || self.acceleratorsPerReplica % ranks == 0)""",
        message = "parallelism: tensor x pipeline must divide acceleratorsPerReplica; change one of the three",
        fieldPath = ".parallelism")
@ValidationRule(
        value = """
                self.runtimes.all(r, !(has(r.acceleratorsPerReplica) || has(r.parallelism))
                  || [(has(r.parallelism) ? r.parallelism.?tensor : self.?parallelism.?tensor).orValue(1)
                    * (has(r.parallelism) ? r.parallelism.?pipeline : self.?parallelism.?pipeline).orValue(1)]
                    .all(ranks, ranks < 1 || r.?acceleratorsPerReplica.orValue(self.acceleratorsPerReplica) % ranks == 0))""",
        message =
                "runtimes: tensor x pipeline of a runtime must divide its acceleratorsPerReplica (what it leaves out is the job's); override parallelism in the runtime too",
        fieldPath = ".runtimes")
@ValidationRule(
        value = "self.runtimes.all(r, !has(r.replicas) || !has(r.replicas.desired))",
        message = "runtimes: replicas.desired scales the job as a whole; set spec.replicas.desired instead",
        fieldPath = ".runtimes")
@ValidationRule(
        value = "!has(self.lending) || self.lending.reserveReplicas <= self.replicas.?max.orValue(self.replicas.min)",
        message = "lending: reserveReplicas must not exceed replicas.max; lower it or raise max",
        fieldPath = ".lending")
public record InferenceJobSpec(
        @JsonPropertyDescription("PlacementPolicy that applies. Default: the one called default.")
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 253)
        @Nullable
        String policyName,

        @JsonPropertyDescription("PriorityClass of the pods and of the wait.")
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Size(max = 253)
        @Nullable
        String priorityClassName,

        @JsonPropertyDescription(
                "The model served. Without it pools are ranked as for a 7B dense model and memory is not checked.")
        @Nullable
        ModelSpec model,

        @JsonPropertyDescription("Accelerators per replica.") @Required @Min(1) @Max(10000)
        Integer acceleratorsPerReplica,

        @JsonPropertyDescription(
                "Pods that one replica is made of; more than 1 where the model is larger than a node. Default 1. acceleratorsPerReplica is divided evenly among them.")
        @Default("1")
        @Min(1)
        @Max(1000)
        @Nullable
        Integer podsPerReplica,

        @JsonPropertyDescription("Parallelism of one replica. Default: tensor over all its accelerators.") @Nullable
        Parallelism parallelism,

        @JsonPropertyDescription("How many replicas.") @Required
        ReplicaRange replicas,

        @JsonPropertyDescription("Load to carry; sizes the replicas between min and max.") @Nullable
        Load load,

        @JsonPropertyDescription("Latency to hold.") @Nullable
        Slo slo,

        @JsonPropertyDescription("Whether replicas may be spread over pools.") @Nullable
        Split split,

        @JsonPropertyDescription("Follows the load that is observed. Default: spec.load is carried.") @Nullable
        Autoscaling autoscaling,

        @JsonPropertyDescription("Accelerators held above the need and lent to training. Default: none.") @Nullable
        Lending lending,

        @JsonPropertyDescription("The variants; placement picks one per pool.") @Required @Size(min = 1, max = 16)
        List<InferenceRuntime> runtimes,

        @JsonPropertyDescription("The Service over all replicas.") @Nullable
        ServicePort service) {}

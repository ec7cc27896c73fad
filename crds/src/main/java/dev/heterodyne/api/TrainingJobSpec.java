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

/** A gang that runs to completion, with one pod template per software stack it can run on. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.runtimes.all(r, self.runtimes.exists_one(s, s.stack == r.stack))",
        message = "runtimes: each stack may appear once; merge or rename the doubled runtime",
        fieldPath = ".runtimes")
@ValidationRule(
        value = """
                [self.?parallelism.?tensor.orValue(1) * self.?parallelism.?pipeline.orValue(1)]
                  .all(ranks, ranks < 1 || self.replicas * self.acceleratorsPerReplica % ranks == 0)""",
        message =
                "parallelism: tensor x pipeline must divide replicas x acceleratorsPerReplica; change one of the four",
        fieldPath = ".parallelism")
@ValidationRule(
        value = """
                self.runtimes.all(r, !(has(r.replicas) || has(r.acceleratorsPerReplica) || has(r.parallelism))
                  || [(has(r.parallelism) ? r.parallelism.?tensor : self.?parallelism.?tensor).orValue(1)
                    * (has(r.parallelism) ? r.parallelism.?pipeline : self.?parallelism.?pipeline).orValue(1)]
                    .all(ranks, ranks < 1 || r.?replicas.orValue(self.replicas)
                      * r.?acceleratorsPerReplica.orValue(self.acceleratorsPerReplica) % ranks == 0))""",
        message =
                "runtimes: tensor x pipeline of a runtime must divide its replicas x acceleratorsPerReplica (what it leaves out is the job's); override parallelism in the runtime too",
        fieldPath = ".runtimes")
@ValidationRule(
        value = "self.replicas == oldSelf.replicas && self.acceleratorsPerReplica == oldSelf.acceleratorsPerReplica",
        message = "replicas and acceleratorsPerReplica are immutable; create a new job")
@ValidationRule(
        value = "has(self.model) == has(oldSelf.model) && (!has(self.model) || self.model == oldSelf.model)",
        message = "model is immutable; create a new job",
        fieldPath = ".model")
@ValidationRule(
        value =
                "has(self.parallelism) == has(oldSelf.parallelism) && (!has(self.parallelism) || self.parallelism == oldSelf.parallelism)",
        message = "parallelism is immutable; create a new job",
        fieldPath = ".parallelism")
@ValidationRule(
        value = "self.runtimes.map(r, r.stack) == oldSelf.runtimes.map(r, r.stack)",
        message = "runtimes: the stacks and their order are immutable; create a new job",
        fieldPath = ".runtimes")
@ValidationRule(
        value = """
                self.runtimes.all(r, oldSelf.runtimes.all(o, o.stack != r.stack
                  || o.?replicas.orValue(0) == r.?replicas.orValue(0)
                    && o.?acceleratorsPerReplica.orValue(0) == r.?acceleratorsPerReplica.orValue(0)
                    && has(o.parallelism) == has(r.parallelism)
                    && o.?parallelism.?tensor.orValue(0) == r.?parallelism.?tensor.orValue(0)
                    && o.?parallelism.?pipeline.orValue(0) == r.?parallelism.?pipeline.orValue(0)
                    && o.?parallelism.?globalBatchTokens.orValue(0) == r.?parallelism.?globalBatchTokens.orValue(0)))""",
        message =
                "runtimes: replicas, acceleratorsPerReplica and parallelism of a stack are immutable; create a new job",
        fieldPath = ".runtimes")
public record TrainingJobSpec(
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

        @JsonPropertyDescription("While true the job is not placed. Default false.") @Default("false") @Nullable
        Boolean suspend,

        @JsonPropertyDescription(
                "A canary run may start on a pool below its floor, within the policy's qualification.maxAccelerators. Default false.")
        @Default("false")
        @Nullable
        Boolean canary,

        @JsonPropertyDescription(
                "The model in training. Without it pools are ranked as for a 7B dense model and memory is not checked.")
        @Nullable
        ModelSpec model,

        @JsonPropertyDescription("Pods in the gang; all start or none.") @Required @Min(1) @Max(100000)
        Integer replicas,

        @JsonPropertyDescription("Accelerators per pod.") @Required @Min(1) @Max(10000)
        Integer acceleratorsPerReplica,

        @JsonPropertyDescription("Parallelism of the gang; data parallelism is the rest.") @Nullable
        Parallelism parallelism,

        @JsonPropertyDescription("The variants; placement picks one.") @Required @Size(min = 1, max = 16)
        List<TrainingRuntime> runtimes,

        @JsonPropertyDescription("Where and how often the job saves its state.") @Nullable
        Checkpoint checkpoint,

        @JsonPropertyDescription("Which topology the gang asks for.") @Nullable
        TopologyRequest topology,

        @JsonPropertyDescription("How often the job is tried.") @Nullable
        FailurePolicy failurePolicy,

        @JsonPropertyDescription("Names of the pools that may take the job. Default: any.")
        @Size(min = 1, max = 32)
        @Nullable
        List<@Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") @Size(max = 253) String> pools,

        @JsonPropertyDescription(
                "The job may run on accelerators that inference lends, and gives them back when the load returns. Default false.")
        @Default("false")
        @Nullable
        Boolean preemptible,

        @JsonPropertyDescription(
                "Seconds after its end at which the job is deleted, with all its children. Default: never.")
        @Min(0)
        @Max(315360000)
        @Nullable
        Integer ttlSecondsAfterFinished) {}

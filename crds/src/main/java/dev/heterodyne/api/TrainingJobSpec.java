package dev.heterodyne.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
        message = "runtimes: each stack may appear once; merge or rename the doubled runtime")
@ValidationRule(
        value =
                "!has(self.parallelism) || (self.replicas * self.acceleratorsPerReplica) % ((has(self.parallelism.tensor) ? self.parallelism.tensor : 1) * (has(self.parallelism.pipeline) ? self.parallelism.pipeline : 1)) == 0",
        message = "parallelism: tensor x pipeline must divide replicas x acceleratorsPerReplica")
@ValidationRule(
        value = "self.replicas == oldSelf.replicas && self.acceleratorsPerReplica == oldSelf.acceleratorsPerReplica",
        message = "replicas and acceleratorsPerReplica are immutable; create a new job")
@ValidationRule(
        value = "has(self.model) == has(oldSelf.model) && (!has(self.model) || self.model == oldSelf.model)",
        message = "model is immutable; create a new job")
@ValidationRule(
        value =
                "has(self.parallelism) == has(oldSelf.parallelism) && (!has(self.parallelism) || self.parallelism == oldSelf.parallelism)",
        message = "parallelism is immutable; create a new job")
@ValidationRule(
        value = "self.runtimes.map(r, r.stack) == oldSelf.runtimes.map(r, r.stack)",
        message = "the stacks of runtimes are immutable; create a new job")
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

        @JsonPropertyDescription("While true the job is not placed.") @Nullable
        Boolean suspend,

        @JsonPropertyDescription(
                "A canary run may start on a pool below its floor, within the policy's qualification.maxAccelerators.")
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
        FailurePolicy failurePolicy) {}

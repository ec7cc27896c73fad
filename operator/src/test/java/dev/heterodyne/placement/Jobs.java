package dev.heterodyne.placement;

import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Jobs of the R2 story and simple gangs. */
public final class Jobs {
    private static final Parallelism PLAIN = new Parallelism(1, 1, Parallelism.DEFAULT_BATCH_TOKENS);
    private static final CheckpointPlan HALF_HOURLY = new CheckpointPlan(true, OptionalDouble.of(1800), 5, 300);

    private Jobs() {}

    /** The flagship: 671B mixture of experts, 4 pods of 8. */
    public static TrainingRequest pretrain() {
        Parallelism parallelism = new Parallelism(8, 4, Parallelism.DEFAULT_BATCH_TOKENS);
        return training(
                "r2-pretrain", 0, Model.of(671e9, 37e9, Precision.BF16), variants(4, 8, parallelism, "cuda", "cann"));
    }

    /** The service: 8 H20 or 16 Ascend dies a replica. */
    public static InferenceRequest chat() {
        return new InferenceRequest(
                new JobId(WorkloadKind.INFERENCE, "serving", "r2-chat"),
                0,
                0,
                "default",
                Model.of(671e9, 37e9, Precision.INT8),
                List.of(
                        new Variant("cuda", 2, 8, new Parallelism(8, 1, 1)),
                        new Variant("cann", 2, 16, new Parallelism(16, 1, 1))),
                new ReplicaBounds(2, 12, OptionalInt.empty()),
                new Load(20, 1000, 400),
                new Slo(OptionalDouble.of(0.05), OptionalDouble.of(2)),
                2);
    }

    /** A gang without a model on the stacks named. */
    public static TrainingRequest gang(String name, long created, int replicas, int perReplica, String... stacks) {
        return training(name, created, Model.NOMINAL, variants(replicas, perReplica, PLAIN, stacks));
    }

    public static TrainingRequest training(String name, long created, Model model, List<Variant> variants) {
        return new TrainingRequest(
                new JobId(WorkloadKind.TRAINING, "research", name),
                0,
                created,
                "default",
                model,
                variants,
                HALF_HOURLY,
                TopologyAsk.ANY,
                false,
                false);
    }

    public static List<Variant> variants(int replicas, int perReplica, Parallelism parallelism, String... stacks) {
        return Stream.of(stacks)
                .map(stack -> new Variant(stack, replicas, perReplica, parallelism))
                .toList();
    }
}

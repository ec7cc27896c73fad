package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What a job of a kind looks like while none has been seen: small enough for any pool, with a runtime for every stack. */
final class ReferenceJobs {
    private static final CheckpointPlan CHECKPOINT = new CheckpointPlan(
            true, OptionalDouble.empty(), CheckpointPlan.DEFAULT_WRITE_SECONDS, CheckpointPlan.DEFAULT_RESTART_SECONDS);

    private ReferenceJobs() {}

    static Request of(WorkloadKind kind, Stream<String> stacks) {
        JobId id = new JobId(kind, "", "expected");
        List<Variant> variants = stacks.distinct()
                .sorted()
                .map(stack -> new Variant(stack, 1, 1, new Parallelism(1, 1, Parallelism.DEFAULT_BATCH_TOKENS)))
                .toList();
        return switch (kind) {
            case TRAINING ->
                new TrainingRequest(
                        id,
                        0,
                        0,
                        Policy.DEFAULT_NAME,
                        Model.NOMINAL,
                        variants,
                        CHECKPOINT,
                        TopologyAsk.ANY,
                        false,
                        false);
            case INFERENCE ->
                new InferenceRequest(
                        id,
                        0,
                        0,
                        Policy.DEFAULT_NAME,
                        Model.NOMINAL,
                        variants,
                        new ReplicaBounds(1, 1, OptionalInt.empty()),
                        Load.NOMINAL,
                        Slo.NONE,
                        1);
        };
    }
}

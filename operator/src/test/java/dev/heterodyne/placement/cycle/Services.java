package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A service of a 7B model for both stacks of the story, in words. */
record Services(
        String name,
        int priority,
        int min,
        int max,
        OptionalInt desired,
        double load,
        int maxPools,
        int reserve,
        int each,
        Map<String, String> avoided) {
    static Services named(String name) {
        return new Services(name, 0, 1, 8, OptionalInt.empty(), 0, 2, 0, 1, Map.of());
    }

    Services replicas(int least, int most) {
        return new Services(name, priority, least, most, desired, load, maxPools, reserve, each, avoided);
    }

    Services desired(int wanted) {
        return new Services(name, priority, min, max, OptionalInt.of(wanted), load, maxPools, reserve, each, avoided);
    }

    Services load(double requestsPerSecond) {
        return new Services(name, priority, min, max, desired, requestsPerSecond, maxPools, reserve, each, avoided);
    }

    Services inOnePool() {
        return new Services(name, priority, min, max, desired, load, 1, reserve, each, avoided);
    }

    Services reserving(int replicas) {
        return new Services(name, priority, min, max, desired, load, maxPools, replicas, each, avoided);
    }

    Services priority(int value) {
        return new Services(name, value, min, max, desired, load, maxPools, reserve, each, avoided);
    }

    Services ofAccelerators(int perReplica) {
        return new Services(name, priority, min, max, desired, load, maxPools, reserve, perReplica, avoided);
    }

    Services avoiding(String pool) {
        return new Services(
                name, priority, min, max, desired, load, maxPools, reserve, each, Map.of(pool, "3 replicas crashed"));
    }

    InferenceRequest request(String... stacks) {
        Parallelism parallelism = new Parallelism(each, 1, 1);
        return new InferenceRequest(
                new JobId(WorkloadKind.INFERENCE, "serving", name),
                priority,
                0,
                Policy.DEFAULT_NAME,
                Model.of(7e9, 7e9, Precision.INT8),
                List.of(stacks.length == 0 ? new String[] {"cuda", "cann"} : stacks).stream()
                        .map(stack -> new Variant(stack, min, each, parallelism))
                        .toList(),
                new ReplicaBounds(min, max, desired),
                new Load(load, 1000, 400),
                Slo.NONE,
                maxPools,
                reserve,
                avoided);
    }

    /** The same job with other bounds on one stack. */
    static InferenceRequest bounded(InferenceRequest job, String stack, int least, int most) {
        List<Variant> variants = new ArrayList<>();
        for (Variant v : job.variants()) {
            variants.add(
                    v.stack().equals(stack)
                            ? new Variant(
                                    stack, least, v.acceleratorsPerReplica(), v.parallelism(), v.podsPerReplica(), most)
                            : v);
        }
        return new InferenceRequest(
                job.id(),
                job.priority(),
                job.createdMillis(),
                job.policyName(),
                job.model(),
                variants,
                job.replicas(),
                job.load(),
                job.slo(),
                job.maxPools(),
                job.reserveReplicas(),
                job.avoided());
    }
}

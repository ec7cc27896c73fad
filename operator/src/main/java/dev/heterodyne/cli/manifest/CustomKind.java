package dev.heterodyne.cli.manifest;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorClassSpec;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolSpec;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobSpec;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.PlacementPolicySpec;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobSpec;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.cluster.ClassReader;
import dev.heterodyne.cluster.Fault;
import dev.heterodyne.cluster.InferenceJobReader;
import dev.heterodyne.cluster.PolicyReader;
import dev.heterodyne.cluster.PoolReader;
import dev.heterodyne.cluster.TrainingJobReader;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One of our kinds: how it is made of its parts and checked.
 *
 * @param status {@code Void} where the kind has none
 */
record CustomKind<S, T, R extends CustomResource<S, T>>(
        Class<S> spec, Class<T> status, boolean namespaced, Supplier<R> create, Function<R, List<Fault>> check) {
    /** Our kinds by name. */
    static final Map<String, CustomKind<?, ?, ?>> BY_NAME = Map.of(
            "AcceleratorClass",
            new CustomKind<>(
                    AcceleratorClassSpec.class,
                    Void.class,
                    false,
                    AcceleratorClass::new,
                    c -> new ClassReader().read(c).faults()),
            "AcceleratorPool",
            new CustomKind<>(
                    AcceleratorPoolSpec.class,
                    AcceleratorPoolStatus.class,
                    false,
                    AcceleratorPool::new,
                    p -> new PoolReader().faults(p)),
            "PlacementPolicy",
            new CustomKind<>(
                    PlacementPolicySpec.class,
                    Void.class,
                    false,
                    PlacementPolicy::new,
                    p -> new PolicyReader().read(p).faults()),
            "TrainingJob",
            new CustomKind<>(
                    TrainingJobSpec.class,
                    TrainingJobStatus.class,
                    true,
                    TrainingJob::new,
                    j -> new TrainingJobReader().read(j).faults()),
            "InferenceJob",
            new CustomKind<>(
                    InferenceJobSpec.class,
                    InferenceJobStatus.class,
                    true,
                    InferenceJob::new,
                    j -> new InferenceJobReader().read(j).faults()));
}

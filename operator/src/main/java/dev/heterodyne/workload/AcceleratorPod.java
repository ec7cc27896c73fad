package dev.heterodyne.workload;

import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A runtime's pod template, made to run where its job was placed. The first container is the one that gets the
 * accelerators and the environment; what the template's author wrote wins, save for the accelerators themselves.
 */
final class AcceleratorPod {
    private final String job;
    private final Share share;
    private final PoolBinding pool;

    AcceleratorPod(String job, Share share, PoolBinding pool) {
        this.job = job;
        this.share = share;
        this.pool = pool;
    }

    PodTemplateSpec template(
            @Nullable PodTemplateSpec runtime,
            Map<String, String> identity,
            Map<String, String> labels,
            @Nullable String priorityClassName,
            Pinning pinning,
            List<EnvVar> environment) {
        PodTemplateSpec base = runtime == null ? new PodTemplateSpec() : runtime;
        PodSpec spec = Optional.ofNullable(base.getSpec()).orElseGet(PodSpec::new);
        List<String> hostnames = share.nodes().stream().map(pool::hostname).toList();
        PodSpecBuilder placed = new PodSpecBuilder(pinning.pin(spec, hostnames, identity))
                .withContainers(withAccelerators(spec.getContainers(), environment))
                .withTolerations(tolerations(spec.getTolerations()));
        if (priorityClassName != null) {
            placed.withPriorityClassName(priorityClassName);
        }
        return new PodTemplateSpecBuilder(base)
                .editOrNewMetadata()
                .addToLabels(labels)
                .addToAnnotations(ChildLabels.fullName(job))
                .endMetadata()
                .withSpec(placed.build())
                .build();
    }

    /** Environment that tells a process where it was placed. */
    List<EnvVar> placementEnvironment() {
        return List.of(env("HETERODYNE_POOL", share.pool()), env("HETERODYNE_STACK", share.stack()));
    }

    static EnvVar env(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private List<Container> withAccelerators(List<Container> containers, List<EnvVar> environment) {
        List<Container> result = new ArrayList<>(containers);
        if (!result.isEmpty()) {
            Container first = result.get(0);
            Set<String> taken = first.getEnv().stream().map(EnvVar::getName).collect(Collectors.toSet());
            Quantity accelerators = new Quantity(String.valueOf(share.acceleratorsPerPod()));
            result.set(
                    0,
                    new ContainerBuilder(first)
                            .addAllToEnv(environment.stream()
                                    .filter(e -> !taken.contains(e.getName()))
                                    .toList())
                            .editOrNewResources()
                            .addToRequests(pool.resourceName(), accelerators)
                            .addToLimits(pool.resourceName(), accelerators)
                            .endResources()
                            .build());
        }
        return result;
    }

    private List<Toleration> tolerations(List<Toleration> own) {
        List<Toleration> result = new ArrayList<>(own);
        pool.tolerations().stream().filter(t -> !own.contains(t)).forEach(result::add);
        return result;
    }
}

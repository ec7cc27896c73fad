package dev.heterodyne.cluster;

import dev.heterodyne.workload.ChildLabels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what devices a pod holds. */
final class PodReader {
    /** No value for a pod that holds nothing: not bound, finished, or without extended resources. */
    Reading<PodUse> read(Pod pod) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(pod));
        if (pod.getSpec() == null || isBlank(pod.getSpec().getNodeName()) || PodState.isOver(pod)) {
            return new Reading<>(Optional.empty(), checks.faults());
        }
        Map<String, Integer> devices = devices(pod, checks);
        Optional<PodUse> use = devices.isEmpty()
                ? Optional.empty()
                : Optional.of(new PodUse(pod.getSpec().getNodeName(), devices, ChildLabels.job(pod)));
        return new Reading<>(use, checks.faults());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /**
     * As kube-scheduler counts: init containers run one after another beside the sidecars started before them, then the
     * sidecars run beside the containers.
     */
    private static Map<String, Integer> devices(Pod pod, FieldChecks checks) {
        Map<String, Integer> sidecars = new HashMap<>();
        Map<String, Integer> starting = new HashMap<>();
        for (Container init : orEmpty(pod.getSpec().getInitContainers())) {
            Map<String, Integer> wanted = devices(init, "initContainers", checks);
            boolean sidecar = "Always".equals(init.getRestartPolicy());
            if (sidecar) {
                add(sidecars, wanted);
            }
            Map<String, Integer> together = new HashMap<>(sidecars);
            if (!sidecar) {
                add(together, wanted);
            }
            together.forEach((resource, count) -> starting.merge(resource, count, Math::max));
        }
        Map<String, Integer> running = new HashMap<>(sidecars);
        for (Container container : orEmpty(pod.getSpec().getContainers())) {
            add(running, devices(container, "containers", checks));
        }
        starting.forEach((resource, count) -> running.merge(resource, count, Math::max));
        return running;
    }

    private static Map<String, Integer> devices(Container container, String list, FieldChecks checks) {
        ResourceRequirements resources = container.getResources();
        if (resources == null) {
            return Map.of();
        }
        String field = "spec." + list + "[" + container.getName() + "].resources";
        Map<String, Integer> devices =
                new HashMap<>(Quantities.extended(field + ".limits", resources.getLimits(), checks));
        devices.putAll(Quantities.extended(field + ".requests", resources.getRequests(), checks));
        return devices;
    }

    private static void add(Map<String, Integer> sum, Map<String, Integer> more) {
        more.forEach((resource, count) -> sum.merge(resource, count, Integer::sum));
    }

    private static List<Container> orEmpty(@Nullable List<Container> containers) {
        return containers == null ? List.of() : containers;
    }
}

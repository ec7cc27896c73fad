package dev.heterodyne.it;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which pods hold how many accelerators of a resource, counted by the pods alone. */
record DevicesOfPods(List<Pod> pods, String resource) {
    /** Accelerators held per node. */
    Map<String, Integer> byNode() {
        return pods.stream()
                .filter(pod -> pod.getSpec().getNodeName() != null && !isOver(pod))
                .collect(Collectors.groupingBy(
                        pod -> pod.getSpec().getNodeName(), TreeMap::new, Collectors.summingInt(this::of)));
    }

    private int of(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(Container::getResources)
                .filter(Objects::nonNull)
                .map(resources -> resources.getLimits().getOrDefault(resource, new Quantity("0")))
                .mapToInt(quantity -> Integer.parseInt(quantity.getAmount()))
                .sum();
    }

    private static boolean isOver(Pod pod) {
        String phase = pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }
}

package dev.heterodyne.cluster;

import dev.heterodyne.evidence.attribution.NodeEnd;
import dev.heterodyne.evidence.attribution.ServingPod;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how a pod that serves keeps up, and the nodes that such pods are on. */
public final class ServingPodReader {
    private final PodEndReader pods = new PodEndReader();
    private final AttemptReader attempts = new AttemptReader();

    public ServingPod read(Pod pod) {
        return new ServingPod(
                pods.read(pod),
                Optional.ofNullable(pod.getMetadata().getCreationTimestamp())
                        .map(Instant::parse)
                        .orElse(Instant.EPOCH),
                restarts(pod),
                PodState.isReady(pod));
    }

    /**
     * How nodes stand.
     *
     * @param resourceName extended resource that {@code needed} is counted in
     */
    public List<NodeEnd> nodes(List<AttemptReader.Place> places, String resourceName) {
        return places.stream().map(place -> attempts.node(place, resourceName)).toList();
    }

    /** Starts of the pod's container that was started again most often, the first one left out. */
    public static int restarts(Pod pod) {
        PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
        return Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
                .flatMap(list -> list == null ? Stream.of() : list.stream())
                .map(ContainerStatus::getRestartCount)
                .mapToInt(count -> count == null ? 0 : count)
                .max()
                .orElse(0);
    }
}

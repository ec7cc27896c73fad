package dev.heterodyne.cluster;

import dev.heterodyne.evidence.attribution.AttemptEnd;
import dev.heterodyne.evidence.attribution.NodeEnd;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how an attempt stands: from its Job, its pods and the nodes that it was placed on. */
public final class AttemptReader {
    private final PodEndReader pods = new PodEndReader();
    private final NodeReader nodes = new NodeReader();

    /**
     * A node that an attempt was placed on.
     *
     * @param node as it is now, empty where it is gone
     * @param needed accelerators that the attempt needs there
     */
    public record Place(String name, Optional<Node> node, int needed) {}

    /**
     * @param resourceName extended resource of the pool's class, that {@code needed} is counted in
     * @param timedOut whether its pods were not all ready in time
     */
    public AttemptEnd read(Job job, List<Pod> podsOfJob, List<Place> places, String resourceName, boolean timedOut) {
        // The target is named as soon as a pod failed; the failure only once all other pods are gone.
        Optional<JobCondition> failed = condition(job, "Failed").or(() -> condition(job, "FailureTarget"));
        return new AttemptEnd(
                condition(job, "Complete").isPresent(),
                failed.isPresent(),
                timedOut,
                failed.map(AttemptReader::describe).orElse(""),
                podsOfJob.stream().map(pods::read).toList(),
                places.stream().map(place -> node(place, resourceName)).toList());
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return Optional.ofNullable(job.getStatus()).map(JobStatus::getConditions).stream()
                .flatMap(List::stream)
                .filter(c -> type.equals(c.getType()) && "True".equals(c.getStatus()))
                .findFirst();
    }

    private static String describe(JobCondition condition) {
        return String.join(
                ": ",
                Stream.of(condition.getReason(), condition.getMessage())
                        .filter(text -> text != null && !text.isBlank())
                        .toList());
    }

    private NodeEnd node(Place place, String resourceName) {
        Optional<NodeFacts> facts =
                place.node().flatMap(node -> nodes.read(node).value());
        return new NodeEnd(
                place.name(),
                facts.isPresent(),
                facts.map(NodeFacts::ready).orElse(false),
                facts.map(f -> f.allocatable().getOrDefault(resourceName, 0)).orElse(0),
                place.needed(),
                place.node().map(node -> DeviceFaults.of(node, resourceName)).orElse(List.of()));
    }
}

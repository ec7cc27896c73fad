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
     * @param forgiven whether devices that the node lacks may still come back
     */
    public record Place(String name, Optional<Node> node, int needed, boolean forgiven) {
        /** Whether a Ready node offers fewer accelerators than the attempt needs. */
        public boolean lacksDevices(String resourceName) {
            return node.flatMap(n -> new NodeReader().read(n).value())
                    .filter(facts -> facts.ready() && facts.allocatable().getOrDefault(resourceName, 0) < needed)
                    .isPresent();
        }
    }

    /**
     * @param resourceName extended resource of the pool's class, that {@code needed} is counted in
     * @param timedOut whether its pods were not all ready in time
     */
    public AttemptEnd read(Job job, List<Pod> podsOfJob, List<Place> places, String resourceName, boolean timedOut) {
        Optional<JobCondition> failed = condition(job, "Failed");
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

    /** How a node stands. */
    NodeEnd node(Place place, String resourceName) {
        Optional<NodeFacts> facts =
                place.node().flatMap(node -> nodes.read(node).value());
        return new NodeEnd(
                place.name(),
                facts.isPresent(),
                facts.map(NodeFacts::ready).orElse(false),
                Math.max(
                        place.forgiven() ? place.needed() : 0,
                        facts.map(f -> f.allocatable().getOrDefault(resourceName, 0))
                                .orElse(0)),
                place.needed(),
                place.node().map(node -> DeviceFaults.of(node, resourceName)).orElse(List.of()));
    }
}

package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Why the control plane cannot make the pods of a child, most often a quota or an admission policy. */
final class RefusedPods {
    private static final String FAILED_CREATE = "FailedCreate";
    /** So long pods may take to be made, in a burst of jobs too; events are dear to list, so nobody looks before. */
    private static final Duration USUAL = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final Clock clock;

    RefusedPods(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * What is known of pods that are not there.
     *
     * @param why they cannot be made; empty where nothing is known to be in the way
     * @param lookAgain when to look again though nothing happens; empty where none is missing
     */
    record Look(Optional<String> why, Optional<Duration> lookAgain) {
        static final Look NONE_MISSING = new Look(Optional.empty(), Optional.empty());
    }

    /** Looks into the events of a batch Job that runs, pods of which are not there. A Job has no condition that would tell. */
    Look of(Job batch) {
        Instant made = Instant.parse(batch.getMetadata().getCreationTimestamp());
        Duration left = Duration.between(clock.instant(), made.plus(USUAL));
        if (!left.isNegative() && !left.isZero()) {
            return new Look(Optional.empty(), Optional.of(left));
        }
        return new Look(newest(events(batch)), Optional.of(ChildForbidden.ASK_AGAIN));
    }

    private List<Event> events(Job batch) {
        return client.v1()
                .events()
                .inNamespace(batch.getMetadata().getNamespace())
                .withFields(Map.of("involvedObject.uid", batch.getMetadata().getUid(), "reason", FAILED_CREATE))
                .list()
                .getItems();
    }

    /** What the newest of events tells. */
    static Optional<String> newest(List<Event> events) {
        return events.stream()
                .filter(event -> event.getMessage() != null)
                .max(Comparator.comparing(event -> Objects.requireNonNullElse(event.getLastTimestamp(), "")))
                .map(event -> withoutPodName(event.getMessage()));
    }

    /** What keeps a Deployment from making its pods; empty where nothing does. */
    static Optional<String> of(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus()).map(DeploymentStatus::getConditions).stream()
                .flatMap(conditions -> conditions.stream())
                .filter(c -> "ReplicaFailure".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(c -> withoutPodName(Objects.requireNonNullElse(c.getMessage(), c.getType())))
                .findFirst();
    }

    /** Each try is for a pod of another name, so that what stays the same would look like news. */
    private static String withoutPodName(String message) {
        return message.replaceFirst("^Error creating: ", "").replaceFirst("^pods \"[^\"]*\" is forbidden: ", "");
    }
}

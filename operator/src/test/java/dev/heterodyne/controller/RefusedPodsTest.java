package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusedPodsTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void podsMayTakeAMomentToBeMade() {
        assertThat(after(Duration.ofSeconds(2)).of(job()))
                .isEqualTo(new RefusedPods.Look(Optional.empty(), Optional.of(Duration.ofSeconds(28))));
    }

    @Test
    void theNewestEventTellsWithoutTheNameOfThePod() {
        assertThat(RefusedPods.newest(List.of(
                        event("Error creating: pods \"t-0-abcde\" is forbidden: exceeded quota: new", 9),
                        event("Error creating: pods \"t-0-fghij\" is forbidden: exceeded quota: old", 8))))
                .contains("exceeded quota: new");
        assertThat(RefusedPods.newest(List.of(event("Error creating: Internal error", 1))))
                .contains("Internal error");
    }

    @Test
    void aJobWithoutSuchAnEventIsLookedAtAgain() {
        RefusedPods.Look look = after(Duration.ofSeconds(31)).of(job());
        assertThat(look.why()).isEmpty();
        assertThat(look.lookAgain()).contains(ChildForbidden.ASK_AGAIN);
    }

    @Test
    void aDeploymentTellsByACondition() {
        String message = "pods \"chat-h20-1a2b-x\" is forbidden: exceeded quota: few, requested: gpu=8";
        assertThat(RefusedPods.of(deployment("True", message))).contains("exceeded quota: few, requested: gpu=8");
        assertThat(RefusedPods.of(deployment("False", message))).isEmpty();
        assertThat(RefusedPods.of(new Deployment())).isEmpty();
    }

    private RefusedPods after(Duration age) {
        return new RefusedPods(cluster.client(), Clock.fixed(MADE.plus(age), ZoneOffset.UTC));
    }

    private static Job job() {
        return new JobBuilder()
                .withNewMetadata()
                .withName("t-a1")
                .withNamespace("team")
                .withUid("uid-1")
                .withCreationTimestamp(MADE.toString())
                .endMetadata()
                .build();
    }

    private static Deployment deployment(String status, String message) {
        return new DeploymentBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType("Progressing")
                .withStatus("True")
                .endCondition()
                .addNewCondition()
                .withType("ReplicaFailure")
                .withStatus(status)
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Event event(String message, int minute) {
        return new EventBuilder()
                .withMessage(message)
                .withLastTimestamp("2026-01-01T00:%02d:00Z".formatted(minute))
                .build();
    }
}

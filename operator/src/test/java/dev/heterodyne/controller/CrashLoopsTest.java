package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.MaturityState;
import dev.heterodyne.api.Setback;
import dev.heterodyne.controller.EvidenceWrites.Write;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replicas that keep crashing: their pool learns of it once, then their job avoids it. */
@SuppressWarnings("try") // the operator runs while its block does
class CrashLoopsTest {
    private static final String HCCL_TIMEOUT = "HCCL AllReduce timeout, error code EI0002: notify wait timed out";
    private final MockCluster cluster = new MockCluster();
    private final EvidenceWrites writes = new EvidenceWrites(cluster, "/inferencejobs/chat/status", "setbacks");

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aFailureOfTheStackIsHeldAgainstThePoolAndThePoolIsAvoided() {
        try (TestOperator operator = running()) {
            // When
            crash("chat-1", 1, HCCL_TIMEOUT);
            Setback setback = awaitSetback();
            // Then
            assertThat(setback.pool()).isEqualTo("h20-a");
            assertThat(setback.outcome()).isEqualTo(AttemptOutcome.StackFailure);
            assertThat(setback.reason())
                    .startsWith("1 of 1 pods keep crashing: ")
                    .contains("EI0002");
            assertThat(Duration.between(Instant.parse(setback.time()), Instant.parse(setback.until())))
                    .isEqualTo(Duration.ofHours(1));
            assertThat(writes.asked()).first().isEqualTo(Write.COUNTED);
            assertThat(inference().evidence().failures()).isEqualTo(1);
            assertThat(inference().runs()).isEqualTo(1);
            assertThat(inference().completion()).isLessThan(0.9);
            assertThat(inference().state()).isEqualTo(MaturityState.Unproven);
            assertThat(training().evidence()).isNull();
            assertThat(degraded().getReason()).isEqualTo("CrashLooping");
            assertThat(degraded().getMessage()).contains("EI0002", "avoided until " + setback.until());
            await().until(cluster::eventReasons, r -> r.contains("CrashLooping"));
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
        }
    }

    @Test
    void aReconcileOfTheSameCrashesWritesNothing() {
        try (TestOperator operator = running()) {
            crash("chat-1", 1, HCCL_TIMEOUT);
            awaitSetback();
            // The last that is written of it; an operator that ends before leaves the rest to the next.
            await().until(() ->
                    status().conditions().stream().anyMatch(c -> c.getReason().equals("CrashLooping")));
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
        }
        int before = cluster.writes().size();
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.inference("next", 1));
            await().until(() -> job("next").getStatus() != null);
        }
        assertThat(cluster.writes().subList(before, cluster.writes().size())).noneMatch(w -> w.contains("chat"));
        assertThat(inference().evidence().failures()).isEqualTo(1);
    }

    @Test
    void anOperatorThatDiesBetweenTheTwoCountsOnce() {
        // Given
        writes.refuse(Write.SHOWN);
        try (TestOperator operator = running()) {
            crash("chat-1", 1, HCCL_TIMEOUT);
            await().untilAsserted(() -> assertThat(writes.counted()).hasSize(1));
        }
        assertThat(status().setbacks()).isNull();
        // When
        writes.acceptAll();
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            awaitSetback();
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(inference().evidence().failures()).isEqualTo(1);
        }
    }

    @Test
    void aSetbackThatWasCountedIsOneThoughNothingShowsItAnyMore() {
        // Given
        writes.refuse(Write.SHOWN);
        try (TestOperator operator = running()) {
            crash("chat-1", 1, HCCL_TIMEOUT);
            await().untilAsserted(() -> assertThat(writes.counted()).hasSize(1));
        }
        // When
        cluster.client().pods().inNamespace("team").withName("chat-1").delete();
        writes.acceptAll();
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            assertThat(awaitSetback().reason()).contains("counted by the pool");
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(inference().evidence().failures()).isEqualTo(1);
        }
    }

    @Test
    void aJobThatIsDeletedInBetweenLeavesItsEvidenceAndNoName() {
        writes.refuse(Write.SHOWN);
        try (TestOperator operator = running()) {
            crash("chat-1", 1, HCCL_TIMEOUT);
            await().untilAsserted(() -> assertThat(writes.counted()).hasSize(1));
            // When
            cluster.client().resource(job("chat")).delete();
            // Then
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(inference().evidence().failures()).isEqualTo(1);
        }
    }

    @Test
    void aBugOfTheJobIsHeldAgainstNobodyAndDoesNotMoveIt() {
        try (TestOperator operator = running()) {
            crash("chat-1", 127, "sh: serve: not found");
            await().untilAsserted(() -> assertThat(degraded().getMessage()).contains("UserError", "command not found"));
            assertThat(status().setbacks()).isNull();
            assertThat(inference().evidence()).isNull();
        }
    }

    @Test
    void whatNothingExplainsMovesTheJobAndIsHeldAgainstNobody() {
        try (TestOperator operator = running()) {
            crash("chat-1", 1, "some trace");
            assertThat(awaitSetback().outcome()).isEqualTo(AttemptOutcome.Unknown);
            assertThat(inference().evidence()).isNull();
            assertThat(writes.counted()).isEmpty();
        }
    }

    @Test
    void theOddReplicaOnlyDegradesTheJob() {
        try (TestOperator operator = running(3)) {
            serve("chat-2");
            serve("chat-3");
            crash("chat-1", 1, HCCL_TIMEOUT);
            await().untilAsserted(() -> assertThat(degraded().getMessage()).contains("1 of 3 pods keep crashing"));
            assertThat(status().setbacks()).isNull();
            // When
            cluster.client().pods().inNamespace("team").withName("chat-1").delete();
            // Then
            await().untilAsserted(() -> assertThat(degraded().getStatus()).isEqualTo("False"));
        }
    }

    @Test
    void aSetbackOfThePastIsDroppedOnceThePodsAreGone() {
        cluster.create("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: PlacementPolicy
                metadata: {name: default}
                spec: {reroute: {cooldownSeconds: 2}}
                """);
        try (TestOperator operator = running()) {
            crash("chat-1", 1, HCCL_TIMEOUT);
            Setback first = awaitSetback();
            // The same pods: avoided on and on, and counted once.
            await().until(this::awaitSetback, s -> !Objects.equals(s.until(), first.until()));
            assertThat(awaitSetback().time()).isEqualTo(first.time());
            assertThat(inference().evidence().failures()).isEqualTo(1);
            // When
            cluster.client().pods().inNamespace("team").withName("chat-1").delete();
            // Then
            await().until(() -> status().setbacks() == null);
        }
    }

    @Test
    void timesThatCannotBeReadDoNotStopTheJob() {
        try (TestOperator operator = running()) {
            // Given
            cluster.client().resource(job("chat")).editStatus(j -> {
                j.setStatus(InferenceStatuses.with(
                        j.getStatus(),
                        null,
                        List.of(new Setback("h20-a", AttemptOutcome.Unknown, "by hand", "lately", "soon")),
                        j.getStatus().conditions()));
                return j;
            });
            // When
            crash("chat-1", 1, HCCL_TIMEOUT);
            // Then
            await().untilAsserted(() -> assertThat(degraded().getMessage())
                    .contains("1 of 1 pods keep crashing")
                    .contains("avoided until soon"));
            assertThat(awaitSetback().reason()).isEqualTo("by hand");
        }
    }

    /** An operator with a job of one replica that is placed. */
    private TestOperator running() {
        return running(1);
    }

    private TestOperator running(int replicas) {
        cluster.create(Manifests.H20);
        TestOperator operator = TestOperator.start(cluster.client());
        cluster.create(Manifests.inference("chat", replicas));
        await().until(this::deployment, Objects::nonNull);
        await().until(() -> Optional.ofNullable(cluster.poolStatus().orElse(null))
                .map(AcceleratorPoolStatus::maturity)
                .isPresent());
        return operator;
    }

    private void crash(String name, int code, String message) {
        cluster.client()
                .resource(pod(name)
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewContainerStatus()
                        .withName("server")
                        .withRestartCount(4)
                        .withNewState()
                        .withNewWaiting()
                        .withReason("CrashLoopBackOff")
                        .endWaiting()
                        .endState()
                        .withNewLastState()
                        .withNewTerminated()
                        .withExitCode(code)
                        .withReason("Error")
                        .withMessage(message)
                        .withFinishedAt(Instant.now().toString())
                        .endTerminated()
                        .endLastState()
                        .endContainerStatus()
                        .endStatus()
                        .build())
                .create();
    }

    private void serve(String name) {
        cluster.client()
                .resource(pod(name)
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
    }

    /** Pod N sits on the job's seat N. */
    private String seat(String pod) {
        List<String> nodes = Objects.requireNonNull(
                Objects.requireNonNull(status().placement()).shares().get(0).nodes());
        return nodes.get((Integer.parseInt(pod.substring(pod.lastIndexOf('-') + 1)) - 1) % nodes.size());
    }

    private PodBuilder pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("team")
                .withLabels(deployment().getSpec().getTemplate().getMetadata().getLabels())
                .endMetadata()
                .withNewSpec()
                .withNodeName(seat(name))
                .endSpec();
    }

    private Deployment deployment() {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace("team")
                .withName("chat-h20-a")
                .get();
    }

    private Setback awaitSetback() {
        return await("a setback")
                .until(
                        () -> Optional.ofNullable(status().setbacks()).orElse(List.of()),
                        setbacks -> setbacks.size() == 1)
                .get(0);
    }

    private InferenceJob job(String name) {
        return cluster.client()
                .resources(InferenceJob.class)
                .inNamespace("team")
                .withName(name)
                .get();
    }

    private InferenceJobStatus status() {
        return job("chat").getStatus();
    }

    private Condition degraded() {
        return Conditions.find(status().conditions(), "Degraded").orElseThrow(AssertionError::new);
    }

    private KindMaturity inference() {
        return Objects.requireNonNull(cluster.poolStatus().orElseThrow().maturity())
                .inference();
    }

    private KindMaturity training() {
        return Objects.requireNonNull(cluster.poolStatus().orElseThrow().maturity())
                .training();
    }
}

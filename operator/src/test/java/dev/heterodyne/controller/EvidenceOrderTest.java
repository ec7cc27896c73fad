package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.api.EvidenceCounts;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.controller.EvidenceWrites.Write;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pool learns of the end of an attempt first, then the job shows it; whatever happens in between, it counts once. */
@SuppressWarnings("try") // the operator runs while its block does
class EvidenceOrderTest {
    private static final String HCCL_TIMEOUT = "HCCL AllReduce timeout, error code EI0002: notify wait timed out";
    private final MockCluster cluster = new MockCluster();
    private final EvidenceWrites writes = new EvidenceWrites(cluster, "/trainingjobs/t/status", "outcome");

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void thePoolKnowsBeforeTheJobShowsIt() {
        // Given
        try (TestOperator operator = running()) {
            // When
            complete();
            awaitPhase(Phase.Succeeded);
        }
        // Then
        assertThat(writes.asked()).first().isEqualTo(Write.COUNTED);
        assertThat(writes.asked()).containsOnlyOnce(Write.SHOWN);
        assertThat(evidence().completed()).isEqualTo(1);
    }

    @Test
    void theNameIsDroppedOnceTheJobShowsTheEnd() {
        try (TestOperator operator = running()) {
            complete();
            awaitPhase(Phase.Succeeded);
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(evidence().completed()).isEqualTo(1);
        }
    }

    @Test
    void anOperatorThatDiesBetweenTheTwoCountsOnce() {
        // Given
        writes.refuse(Write.SHOWN);
        try (TestOperator operator = running()) {
            complete();
            await().untilAsserted(() -> assertThat(writes.counted()).hasSize(1));
        }
        assertThat(status().phase()).isEqualTo(Phase.Running);
        // When
        writes.acceptAll();
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            awaitPhase(Phase.Succeeded);
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(evidence().completed()).isEqualTo(1);
        }
    }

    @Test
    void anOperatorThatDiesBeforeEitherCountsOnce() {
        // Given
        writes.refuse(Write.COUNTED);
        try (TestOperator operator = running()) {
            complete();
            await().untilAsserted(() -> assertThat(writes.asked()).contains(Write.COUNTED));
        }
        assertThat(status().phase()).isEqualTo(Phase.Running);
        // When
        writes.acceptAll();
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            awaitPhase(Phase.Succeeded);
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(evidence().completed()).isEqualTo(1);
        }
    }

    @Test
    void whatWasCountedStandsThoughMoreIsSeenLater() {
        // Given: a pod that tells of the stack
        writes.refuse(Write.SHOWN);
        try (TestOperator operator = running()) {
            pod(HCCL_TIMEOUT);
            report("Failed");
            await().untilAsserted(() -> assertThat(writes.counted())
                    .extracting(CountedAttempt::outcome)
                    .containsExactly(AttemptOutcome.StackFailure));
        }
        // When: it is gone, and with it what it told
        cluster.client().pods().inNamespace("team").withName("t-a1-0").delete();
        writes.acceptAll();
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            await().untilAsserted(() ->
                    assertThat(status().attempts().get(0).outcome()).isEqualTo(AttemptOutcome.StackFailure));
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(evidence().failures()).isEqualTo(1);
        }
    }

    @Test
    void anEndThatWasCountedIsOneThoughNothingShowsItAnyMore() {
        // Given: a node that is lost
        writes.refuse(Write.SHOWN);
        String lost;
        try (TestOperator operator = running()) {
            lost = status().placement().nodes().get(0);
            node("False");
            await().untilAsserted(() -> assertThat(writes.counted())
                    .extracting(CountedAttempt::outcome)
                    .containsExactly(AttemptOutcome.HardwareFailure));
        }
        // When: it is back, and the pod runs on
        node("True");
        writes.acceptAll();
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            await().untilAsserted(() -> assertThat(status().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.HardwareFailure, null));
            assertThat(status().attempts().get(0).reason()).contains("counted by the pool");
            assertThat(status().attempts().get(0).failedNodes()).containsExactly(lost);
            assertThat(status().placement().nodes()).doesNotContain(lost);
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(evidence().failures()).isEqualTo(1);
        }
    }

    @Test
    void aJobThatIsDeletedInBetweenLeavesItsEvidenceAndNoName() {
        // Given
        writes.refuse(Write.SHOWN);
        try (TestOperator operator = running()) {
            complete();
            await().untilAsserted(() -> assertThat(writes.counted()).hasSize(1));
            // When
            cluster.client()
                    .resources(TrainingJob.class)
                    .inNamespace("team")
                    .withName("t")
                    .delete();
            // Then
            await().untilAsserted(() -> assertThat(writes.counted()).isEmpty());
            assertThat(evidence().completed()).isEqualTo(1);
        }
    }

    /** An operator with a job whose only pod runs. */
    private TestOperator running() {
        cluster.create(Manifests.H20);
        TestOperator operator = TestOperator.start(cluster.client());
        cluster.create(Manifests.training("t", 1, ""));
        await().until(this::job, Objects::nonNull);
        cluster.client().resource(job()).editStatus(j -> {
            j.setStatus(new JobStatusBuilder().withReady(1).build());
            return j;
        });
        awaitPhase(Phase.Running);
        return operator;
    }

    private void complete() {
        report("Complete");
    }

    private void report(String end) {
        cluster.client().resource(job()).editStatus(j -> {
            j.setStatus(new JobStatusBuilder()
                    .addNewCondition()
                    .withType(end)
                    .withStatus("True")
                    .endCondition()
                    .build());
            return j;
        });
    }

    private void node(String ready) {
        Node node = cluster.client()
                .nodes()
                .withName(status().placement().nodes().get(0))
                .get();
        node.getStatus().getConditions().get(0).setStatus(ready);
        cluster.client().resource(node).updateStatus();
    }

    private void pod(String message) {
        cluster.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("t-a1-0")
                        .withNamespace("team")
                        .withLabels(job().getSpec().getTemplate().getMetadata().getLabels())
                        .addNewOwnerReference()
                        .withUid(job().getMetadata().getUid())
                        .endOwnerReference()
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName("h20-1")
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Failed")
                        .addNewContainerStatus()
                        .withName("trainer")
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .withReason("Error")
                        .withMessage(message)
                        .endTerminated()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build())
                .create();
    }

    private Job job() {
        return cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace("team")
                .withName("t-a1")
                .get();
    }

    private TrainingJob training() {
        return cluster.client()
                .resources(TrainingJob.class)
                .inNamespace("team")
                .withName("t")
                .get();
    }

    private TrainingJobStatus status() {
        return training().getStatus();
    }

    private void awaitPhase(Phase phase) {
        await("phase " + phase).until(() -> status() == null ? null : status().phase(), p -> p == phase);
    }

    private EvidenceCounts evidence() {
        KindMaturity training = cluster.poolStatus().orElseThrow().maturity().training();
        return Objects.requireNonNull(training.evidence());
    }
}

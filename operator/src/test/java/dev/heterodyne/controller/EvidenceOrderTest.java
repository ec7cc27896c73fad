package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.api.EvidenceCounts;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pool learns of the end of an attempt first, then the job shows it; whatever happens in between, it counts once. */
@SuppressWarnings("try") // the operator runs while its block does
class EvidenceOrderTest {
    private static final String POOL = "/acceleratorpools/h20-a/status";
    private static final String JOB = "/trainingjobs/t/status";
    private static final String HCCL_TIMEOUT = "HCCL AllReduce timeout, error code EI0002: notify wait timed out";
    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void thePoolKnowsBeforeTheJobShowsIt() {
        // Given
        List<String> order = new CopyOnWriteArrayList<>();
        cluster.beforeUpdate((path, body) -> {
            if (path.endsWith(POOL) && body.contains("\"counted\"")
                    || path.endsWith(JOB) && body.contains("\"outcome\"")) {
                order.add(path.replaceFirst(".*/(?=[^/]+/[^/]+/status$)", ""));
            }
            return true;
        });
        try (TestOperator operator = running()) {
            // When
            complete();
            awaitPhase(Phase.Succeeded);
        }
        // Then
        assertThat(order).first().isEqualTo(POOL.substring(1));
        assertThat(order).containsOnlyOnce(JOB.substring(1));
        assertThat(evidence().completed()).isEqualTo(1);
    }

    @Test
    void theNameIsDroppedOnceTheJobShowsTheEnd() {
        try (TestOperator operator = running()) {
            complete();
            awaitPhase(Phase.Succeeded);
            await().untilAsserted(() -> assertThat(counted()).isEmpty());
            assertThat(evidence().completed()).isEqualTo(1);
        }
    }

    @Test
    void anOperatorThatDiesBetweenTheTwoCountsOnce() {
        // Given
        cluster.beforeUpdate((path, body) -> !(path.endsWith(JOB) && body.contains("\"outcome\"")));
        try (TestOperator operator = running()) {
            complete();
            await().untilAsserted(() -> assertThat(counted()).hasSize(1));
        }
        assertThat(status().phase()).isEqualTo(Phase.Running);
        // When
        cluster.beforeUpdate((path, body) -> true);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            awaitPhase(Phase.Succeeded);
            await().untilAsserted(() -> assertThat(counted()).isEmpty());
            assertThat(evidence().completed()).isEqualTo(1);
        }
    }

    @Test
    void anOperatorThatDiesBeforeEitherCountsOnce() {
        // Given
        List<String> refused = new CopyOnWriteArrayList<>();
        cluster.beforeUpdate((path, body) -> {
            boolean evidence = path.endsWith(POOL) && body.contains("\"counted\"");
            if (evidence) {
                refused.add(path);
            }
            return !evidence;
        });
        try (TestOperator operator = running()) {
            complete();
            await().untilAsserted(() -> assertThat(refused).isNotEmpty());
        }
        assertThat(status().phase()).isEqualTo(Phase.Running);
        // When
        cluster.beforeUpdate((path, body) -> true);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            awaitPhase(Phase.Succeeded);
            await().untilAsserted(() -> assertThat(counted()).isEmpty());
            assertThat(evidence().completed()).isEqualTo(1);
        }
    }

    @Test
    void whatWasCountedStandsThoughMoreIsSeenLater() {
        // Given: a pod that tells of the stack
        cluster.beforeUpdate((path, body) -> !(path.endsWith(JOB) && body.contains("\"outcome\"")));
        try (TestOperator operator = running()) {
            pod(HCCL_TIMEOUT);
            report("Failed");
            await().untilAsserted(() -> assertThat(counted())
                    .extracting(CountedAttempt::outcome)
                    .containsExactly(AttemptOutcome.StackFailure));
        }
        // When: it is gone, and with it what it told
        cluster.client().pods().inNamespace("team").withName("t-a1-0").delete();
        cluster.beforeUpdate((path, body) -> true);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            await().untilAsserted(() ->
                    assertThat(status().attempts().get(0).outcome()).isEqualTo(AttemptOutcome.StackFailure));
            await().untilAsserted(() -> assertThat(counted()).isEmpty());
            assertThat(evidence().failures()).isEqualTo(1);
        }
    }

    @Test
    void anEndThatWasCountedIsOneThoughNothingShowsItAnyMore() {
        // Given: a node that is lost
        cluster.beforeUpdate((path, body) -> !(path.endsWith(JOB) && body.contains("\"outcome\"")));
        try (TestOperator operator = running()) {
            node("False");
            await().untilAsserted(() -> assertThat(counted())
                    .extracting(CountedAttempt::outcome)
                    .containsExactly(AttemptOutcome.HardwareFailure));
        }
        // When: it is back, and the pod runs on
        node("True");
        cluster.beforeUpdate((path, body) -> true);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            await().untilAsserted(() -> assertThat(status().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.HardwareFailure, null));
            assertThat(status().attempts().get(0).reason()).contains("counted by the pool");
            await().untilAsserted(() -> assertThat(counted()).isEmpty());
            assertThat(evidence().failures()).isEqualTo(1);
        }
    }

    @Test
    void aJobThatIsDeletedInBetweenLeavesItsEvidenceAndNoName() {
        // Given
        cluster.beforeUpdate((path, body) -> !(path.endsWith(JOB) && body.contains("\"outcome\"")));
        try (TestOperator operator = running()) {
            complete();
            await().untilAsserted(() -> assertThat(counted()).hasSize(1));
            // When
            cluster.client()
                    .resources(TrainingJob.class)
                    .inNamespace("team")
                    .withName("t")
                    .delete();
            // Then
            await().untilAsserted(() -> assertThat(counted()).isEmpty());
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

    private List<CountedAttempt> counted() {
        return cluster.poolStatus().map(AcceleratorPoolStatus::counted).orElse(List.of());
    }

    private EvidenceCounts evidence() {
        KindMaturity training = cluster.poolStatus().orElseThrow().maturity().training();
        return Objects.requireNonNull(training.evidence());
    }
}

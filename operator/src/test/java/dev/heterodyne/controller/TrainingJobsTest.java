package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the operator runs while its block does
class TrainingJobsTest {
    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aJobIsPlacedRunsAndSucceeds() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("t", 2, ""));
            awaitPhase("t", Phase.Placed);
            assertThat(condition("t", "PodsReady").getReason()).isEqualTo("WaitingForPods");
            Job job = awaitJob("t-a1");

            // When
            report(job, new JobStatusBuilder().withReady(2).build());
            // Then
            awaitPhase("t", Phase.Running);
            assertThat(condition("t", "PodsReady").getReason()).isEqualTo("AllPodsReady");
            assertThat(status("t").placement().nodes()).containsExactly("h20-1", "h20-2");

            // When
            report(job, ended("Complete", ""));
            // Then
            awaitPhase("t", Phase.Succeeded);
            assertThat(condition("t", "Finished").getReason()).isEqualTo("Completed");
            assertThat(status("t").attempts()).extracting(Attempt::outcome).containsExactly(AttemptOutcome.Completed);

            await().untilAsserted(() -> assertThat(cluster.eventReasons())
                    .containsExactlyInAnyOrder("Placed", "AllPodsReady", "Completed"));

            // and its accelerators are free for the next one
            cluster.create(Manifests.training("next", 2, ""));
            awaitPhase("next", Phase.Placed);
        }
    }

    @Test
    void aFailureThatNothingExplainsIsTriedAgainAfterAWhile() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("t", 1, ""));
            Job job = awaitJob("t-a1");

            // When
            report(job, ended("Failed", "pod 0 went away"));

            // Then
            awaitPhase("t", Phase.Rerouting);
            Attempt attempt = status("t").attempts().get(0);
            assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.Unknown);
            assertThat(attempt.reason()).contains("pod 0 went away");
            assertThat(status("t").retryTime()).isNotNull();
            assertThat(status("t").placement()).isNull();
            assertThat(condition("t", "Placed").getReason()).isEqualTo("AttemptFailed");
            // and its accelerators are free meanwhile
            awaitAllocated(0);
            assertThat(cluster.poolStatus().orElseThrow().maturity().training().runs())
                    .isZero();
        }
    }

    @Test
    void aJobWithoutAttemptsLeftFailsWithItsHistory() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("t", 1, "failurePolicy: {maxAttempts: 1}"));

            // When
            report(awaitJob("t-a1"), ended("Failed", "pod 0 went away"));

            // Then
            awaitPhase("t", Phase.Failed);
            assertThat(condition("t", "Finished").getReason()).isEqualTo("OutOfAttempts");
            assertThat(condition("t", "Finished").getMessage()).contains("attempt 1 on h20-a: Unknown");
        }
    }

    @Test
    void theDecisionIsInStatusBeforeTheFirstChildIsMade() {
        // Given
        cluster.create(Manifests.H20);
        AtomicReference<TrainingJobStatus> seen = new AtomicReference<>();
        Applier looks = new Applier() {
            private final Applier plain = new PlainApplier(cluster.client());

            @Override
            public <T extends HasMetadata> T create(T desired) {
                seen.compareAndSet(null, status("t"));
                return plain.create(desired);
            }

            @Override
            public <T extends HasMetadata> T change(T desired) {
                return plain.change(desired);
            }
        };
        try (TestOperator operator = TestOperator.start(cluster.client(), new SchedulingCycle()::run, looks)) {
            // When
            cluster.create(Manifests.training("t", 2, ""));
            awaitJob("t-a1");
        }
        // Then
        assertThat(seen.get().placement().nodes()).containsExactly("h20-1", "h20-2");
        assertThat(seen.get().attempts()).extracting(Attempt::number).containsExactly(1);
    }

    @Test
    void anOperatorThatDiesBeforeTheChildrenIsTakenUpWhereItStopped() {
        // Given
        cluster.create(Manifests.H20);
        Applier dies = new Applier() {
            @Override
            public <T extends HasMetadata> T create(T desired) {
                throw new IllegalStateException("power cut");
            }

            @Override
            public <T extends HasMetadata> T change(T desired) {
                throw new IllegalStateException("power cut");
            }
        };
        try (TestOperator operator = TestOperator.start(cluster.client(), new SchedulingCycle()::run, dies)) {
            cluster.create(Manifests.training("t", 1, ""));
            awaitPhase("t", Phase.Placed);
        }
        TrainingJobStatus decided = status("t");
        // When
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            Job job = awaitJob("t-a1");
            // Then
            assertThat(job.getMetadata().getLabels()).containsEntry("heterodyne.dev/pool", "h20-a");
            assertThat(status("t").placement()).isEqualTo(decided.placement());
            assertThat(status("t").attempts()).isEqualTo(decided.attempts());
        }
    }

    @Test
    void aRestartedOperatorWritesNothingAndKnowsWhatIsTaken() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("t", 1, ""));
            report(awaitJob("t-a1"), new JobStatusBuilder().withReady(1).build());
            awaitPhase("t", Phase.Running);
            awaitAllocated(8);
        }
        int before = cluster.writes().size();
        // When
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("big", 2, ""));
            // Then: the only writes are about the new job, which does not fit
            awaitPhase("big", Phase.Pending);
            assertThat(condition("big", "Placed").getReason()).isEqualTo("WaitingForAccelerators");
            assertThat(cluster.writes().subList(before, cluster.writes().size()))
                    .allMatch(w -> w.contains("/trainingjobs") || w.contains("/acceleratorpools/h20-a/status"))
                    .noneMatch(w -> w.endsWith("trainingjobs/t/status"));
        }
    }

    @Test
    void aJobDeletedWhileItIsBeingPlacedLeavesNothingBehind() {
        // Given
        cluster.create(Manifests.H20);
        AtomicBoolean deleted = new AtomicBoolean();
        SchedulingCycle real = new SchedulingCycle();
        try (TestOperator operator = TestOperator.start(
                cluster.client(),
                snapshot -> {
                    CycleResult result = real.run(snapshot);
                    if (!result.decisions().isEmpty() && deleted.compareAndSet(false, true)) {
                        cluster.client()
                                .resources(TrainingJob.class)
                                .inNamespace("team")
                                .withName("t")
                                .delete();
                    }
                    return result;
                },
                new PlainApplier(cluster.client()))) {
            // When
            cluster.create(Manifests.training("t", 2, ""));
            await().untilTrue(deleted);
            cluster.create(Manifests.training("next", 2, ""));
            // Then
            awaitPhase("next", Phase.Placed);
            assertThat(jobs()).extracting(j -> j.getMetadata().getName()).doesNotContain("t-a1");
        }
    }

    @Test
    void aNodeThatIsLostEndsTheAttemptAndCountsOnce() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("t", 1, ""));
            report(awaitJob("t-a1"), new JobStatusBuilder().withReady(1).build());
            awaitPhase("t", Phase.Running);
            String lost = status("t").placement().nodes().get(0);

            // When
            Node node = cluster.client().nodes().withName(lost).get();
            node.getStatus().getConditions().get(0).setStatus("Unknown");
            cluster.client().resource(node).updateStatus();

            // Then: it goes on elsewhere
            awaitJob("t-a2");
            assertThat(status("t").placement().nodes()).hasSize(1).doesNotContain(lost);
            Attempt first = status("t").attempts().get(0);
            assertThat(first.outcome()).isEqualTo(AttemptOutcome.HardwareFailure);
            assertThat(first.failedNodes()).containsExactly(lost);
            assertThat(status("t").goodput().restarts()).isEqualTo(1);
            // and the pool has learned from it once
            KindMaturity training =
                    cluster.poolStatus().orElseThrow().maturity().training();
            assertThat(training.evidence().failures()).isEqualTo(1);
            assertThat(training.runs()).isEqualTo(1);
            assertThat(jobs()).extracting(j -> j.getMetadata().getName()).containsExactly("t-a2");
        }
    }

    @Test
    void aSpecThatCannotBeUsedSaysWhichFieldToCorrect() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // When
            cluster.create(Manifests.training("t", 1, "parallelism: {tensor: 3}"));
            // Then
            awaitPhase("t", Phase.Pending);
            assertThat(condition("t", "Placed").getReason()).isEqualTo("InvalidSpec");
            assertThat(condition("t", "Placed").getMessage()).contains("parallelism");
        }
    }

    @Test
    void aMissingPriorityClassHoldsTheJobBackUntilItIsThere() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("t", 1, "priorityClassName: production"));
            awaitPhase("t", Phase.Pending);
            assertThat(condition("t", "Placed").getReason()).isEqualTo("PriorityClassNotFound");
            // When
            cluster.create("""
                    apiVersion: scheduling.k8s.io/v1
                    kind: PriorityClass
                    metadata: {name: production}
                    value: 1000
                    """);
            // Then
            awaitPhase("t", Phase.Placed);
        }
    }

    @Test
    void suspendingEndsTheAttemptAndResumingStartsTheNext() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("t", 2, ""));
            awaitJob("t-a1");
            // When
            suspend("t", true);
            // Then
            awaitPhase("t", Phase.Suspended);
            assertThat(status("t").placement()).isNull();
            await().untilAsserted(() -> assertThat(jobs()).isEmpty());
            // When
            suspend("t", false);
            // Then
            awaitJob("t-a2");
            assertThat(status("t").attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.Cancelled, null);
        }
    }

    @Test
    void aChildThatIsGoneOrChangedIsMended() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            cluster.create(Manifests.training("t", 1, ""));
            awaitJob("t-a1");
            // When
            Service service = service("t-a1");
            service.getSpec().setSelector(java.util.Map.of("app", "other"));
            cluster.client().resource(service).update();
            // Then
            await().untilAsserted(() ->
                    assertThat(service("t-a1").getSpec().getSelector()).containsEntry("heterodyne.dev/job-name", "t"));
        }
    }

    @Test
    void aGangThatMayNotBeMadeGivesItsAcceleratorsBackInTime() {
        // Given
        cluster.create(Manifests.H20);
        TightQuota quota = new TightQuota(new PlainApplier(cluster.client()), child -> child instanceof Job);
        try (TestOperator operator = TestOperator.start(cluster.client(), new SchedulingCycle()::run, quota)) {
            // When
            cluster.create(Manifests.training("t", 2, "failurePolicy: {podsReadyTimeoutSeconds: 2, maxAttempts: 1}"));
            // Then
            awaitPhase("t", Phase.Placed);
            await().untilAsserted(() ->
                    assertThat(condition("t", "PodsReady").getReason()).isEqualTo("FailedCreate"));
            assertThat(condition("t", "PodsReady").getMessage()).contains("Job t-a1", "exceeded quota: few");
            awaitPhase("t", Phase.Failed);
            assertThat(status("t").attempts()).singleElement().satisfies(attempt -> {
                assertThat(attempt.outcome()).isEqualTo(AttemptOutcome.Unknown);
                assertThat(attempt.reason())
                        .startsWith("no pod was made in time")
                        .contains("exceeded quota: few");
            });
        }
    }

    @Test
    void aGangThatRunsEndsThoughAChildOfItMayNotBeMade() {
        // Given
        cluster.create(Manifests.H20);
        AtomicBoolean services = new AtomicBoolean(true);
        TightQuota quota = new TightQuota(
                new PlainApplier(cluster.client()), child -> child instanceof Service && !services.get());
        try (TestOperator operator = TestOperator.start(cluster.client(), new SchedulingCycle()::run, quota)) {
            cluster.create(Manifests.training("t", 1, ""));
            Job job = awaitJob("t-a1");
            report(job, new JobStatusBuilder().withReady(1).build());
            awaitPhase("t", Phase.Running);
            // When
            services.set(false);
            cluster.client().services().inNamespace("team").withName("t-a1").delete();
            report(job, ended("Complete", ""));
            // Then
            awaitPhase("t", Phase.Succeeded);
        }
    }

    private TrainingJobStatus status(String name) {
        TrainingJob job = cluster.client()
                .resources(TrainingJob.class)
                .inNamespace("team")
                .withName(name)
                .get();
        return job.getStatus();
    }

    private Condition condition(String name, String type) {
        return Conditions.find(status(name).conditions(), type).orElseThrow();
    }

    private void awaitPhase(String name, Phase phase) {
        await("phase " + phase + " of " + name)
                .until(() -> status(name) == null ? null : status(name).phase(), p -> p == phase);
    }

    private void awaitAllocated(int accelerators) {
        await().until(
                        cluster::poolStatus,
                        s -> s.map(p -> p.accelerators().allocated())
                                .filter(a -> a == accelerators)
                                .isPresent());
    }

    private Job awaitJob(String name) {
        return await().until(
                        () -> cluster.client()
                                .batch()
                                .v1()
                                .jobs()
                                .inNamespace("team")
                                .withName(name)
                                .get(),
                        Objects::nonNull);
    }

    private List<Job> jobs() {
        return cluster.client().batch().v1().jobs().inNamespace("team").list().getItems();
    }

    private Service service(String name) {
        return cluster.client().services().inNamespace("team").withName(name).get();
    }

    private void suspend(String name, boolean suspend) {
        cluster.client()
                .resources(TrainingJob.class)
                .inNamespace("team")
                .withName(name)
                .patch(
                        io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
                        "{\"spec\":{\"suspend\":" + suspend + "}}");
    }

    private void report(Job job, io.fabric8.kubernetes.api.model.batch.v1.JobStatus status) {
        cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace("team")
                .withName(job.getMetadata().getName())
                .editStatus(j -> {
                    j.setStatus(status);
                    return j;
                });
    }

    private static io.fabric8.kubernetes.api.model.batch.v1.JobStatus ended(String type, String message) {
        return new JobStatusBuilder()
                .addNewCondition()
                .withType(type)
                .withStatus("True")
                .withMessage(message)
                .endCondition()
                .build();
    }
}

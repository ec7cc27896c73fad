package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.Preemption;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job that has to give back what it holds ends its attempt, and nobody is to blame. */
@SuppressWarnings("try") // the operator runs while its block does
class RecallsTest {
    private static final JobId VICTIM = new JobId(WorkloadKind.TRAINING, "team", "t");
    private static final JobId SERVICE = new JobId(WorkloadKind.INFERENCE, "team", "chat");
    private static final Preemption RECALL =
            new Preemption(VICTIM, SERVICE, "h20-a", "InferenceJob team/chat needs it again");
    private final MockCluster cluster = new MockCluster();
    private final AtomicBoolean ask = new AtomicBoolean();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void anAttemptThatRunsEndsAsPreemptedAndUsesUpNothing() {
        try (TestOperator operator = start(this::asks)) {
            cluster.create(Manifests.training("t", 1, "failurePolicy: {maxAttempts: 1}"));
            Job first = await().until(() -> job("t-a1"), Objects::nonNull);
            cluster.client().resource(first).editStatus(j -> {
                j.setStatus(new JobStatusBuilder().withReady(1).build());
                return j;
            });
            await().until(() -> status().phase() == Phase.Running);

            recall();

            await().untilAsserted(() -> assertThat(status().attempts())
                    .extracting(Attempt::outcome)
                    .containsExactly(AttemptOutcome.Preempted, null));
            assertThat(status().attempts().get(0).reason()).isEqualTo(RECALL.message());
            assertThat(status().retryTime()).isNull();
            await().untilAsserted(() -> assertThat(job("t-a1")).isNull());
            await().untilAsserted(() -> assertThat(job("t-a2")).isNotNull());
            assertThat(cluster.poolStatus().orElseThrow().maturity().training().runs())
                    .isZero();
        }
    }

    @Test
    void aPlacementThatIsAskedBackBeforeItIsWrittenIsGivenBack() {
        AtomicInteger cycles = new AtomicInteger();
        SchedulingCycle real = new SchedulingCycle();
        try (TestOperator operator = start(snapshot -> {
            CycleResult result = real.run(snapshot);
            boolean first =
                    result.decisions().stream().anyMatch(d -> d.job().equals(VICTIM)) && cycles.incrementAndGet() == 1;
            return first ? with(result) : result;
        })) {
            cluster.create(Manifests.training("t", 1, ""));
            await().until(() -> job("t-a1"), Objects::nonNull);

            assertThat(cycles.get()).as("decided again").isGreaterThan(1);
            assertThat(status().attempts()).extracting(Attempt::outcome).containsExactly((AttemptOutcome) null);
        }
    }

    /** Asks for the job's accelerators until it has given them back. */
    private CycleResult asks(Snapshot snapshot) {
        boolean placed =
                snapshot.placed().stream().anyMatch(p -> p.request().id().equals(VICTIM));
        if (!placed && snapshot.waiting().stream().anyMatch(r -> r.id().equals(VICTIM))) {
            ask.set(false);
        }
        CycleResult result = new SchedulingCycle().run(snapshot);
        return ask.get() && placed ? with(result) : result;
    }

    private static CycleResult with(CycleResult result) {
        return new CycleResult(
                result.decisions(),
                result.resizes(),
                List.of(RECALL),
                result.forecasts(),
                result.ledger(),
                result.prices());
    }

    /** Any event wakes the loop. */
    private void recall() {
        ask.set(true);
        cluster.create(Manifests.training("next", 4, ""));
    }

    private TestOperator start(Function<Snapshot, CycleResult> cycle) {
        cluster.create(Manifests.H20);
        return TestOperator.start(cluster.client(), cycle, new PlainApplier(cluster.client()));
    }

    private TrainingJobStatus status() {
        return cluster.client()
                .resources(TrainingJob.class)
                .inNamespace("team")
                .withName("t")
                .get()
                .getStatus();
    }

    private Job job(String name) {
        return cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace("team")
                .withName(name)
                .get();
    }
}

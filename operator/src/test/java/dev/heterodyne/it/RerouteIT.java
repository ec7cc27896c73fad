package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.CandidateStatus;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJobStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a training job whose attempts end badly: moved, tried again, or ended, as the reason calls for. */
@ExtendWith(LiveClusterExtension.class)
class RerouteIT {
    private LiveCluster cluster;
    private Sandbox sandbox;
    private SecondStack second;

    @BeforeEach
    void start(LiveCluster live, Sandbox fresh) {
        live.operator();
        cluster = live;
        sandbox = fresh;
        second = new SecondStack(fresh);
    }

    @Test
    void aStackThatFailsTwiceIsLeftForAnother() {
        twoStacks();
        try (OneAtATime watch = new OneAtATime(cluster.client(), sandbox.name())) {
            sandbox.apply(gang().with("checkpoint: {path: /ckpt, intervalSeconds: 600, portable: true}")
                    .on(sandbox.name(), Fate.NCCL_TIMEOUT.saying("saved-step=1200"))
                    .on(second.name(), Fate.RUNS)
                    .yaml());

            Sandbox.await().untilAsserted(() -> {
                that().isIn(Phase.Running).hasCondition("Placed", "True", "Placed");
                assertThat(attempts())
                        .extracting(Attempt::number, Attempt::pool, Attempt::stack, Attempt::outcome)
                        .containsExactly(
                                tuple(1, sandbox.poolName("a"), sandbox.name(), AttemptOutcome.StackFailure),
                                tuple(2, sandbox.poolName("a"), sandbox.name(), AttemptOutcome.StackFailure),
                                tuple(3, sandbox.poolName("b"), second.name(), null));
            });
            assertThat(watch.violations()).isEmpty();
        }
        assertThat(attempts()).extracting(Attempt::savedStep).containsExactly(1200L, 1200L, null);
        assertThat(attempts()).extracting(Attempt::resumedFromStep).containsExactly(null, 1200L, 1200L);
        assertThat(attempts().get(0).reason()).isNotBlank();
        assertThat(environment("gang-a3"))
                .containsEntry("CHECKPOINT_PATH", "/ckpt")
                .containsEntry("HETERODYNE_ATTEMPT", "3")
                .containsEntry("HETERODYNE_RESUME", "true")
                .containsEntry("HETERODYNE_RESUME_STEP", "1200");
        Sandbox.await().untilAsserted(() -> {
            EvidenceAssert.that(sandbox.livePool("a")).hasSeen(0, 2, 2).hasCounted();
            EvidenceAssert.that(sandbox.livePool("b")).hasSeen(0, 0, 0).hasCounted();
            PoolAssert.that(sandbox.livePool("a")).counts(16, 0);
            PoolAssert.that(sandbox.livePool("b")).counts(16, 16);
        });
    }

    @Test
    void aCheckpointThatNoOtherStackReadsKeepsTheJobWaiting() {
        twoStacks();
        sandbox.apply(stuck("checkpoint: {path: /ckpt, portable: false}"));
        Sandbox.await().untilAsserted(() -> {
            assertThat(outcomes()).containsExactly(AttemptOutcome.StackFailure, AttemptOutcome.StackFailure);
            that().isIn(Phase.Rerouting);
            assertThat(status().placement()).isNotNull();
            assertThat(status().placement().nodes()).isNullOrEmpty();
            assertThat(status().placement().candidates())
                    .extracting(CandidateStatus::pool, CandidateStatus::reason)
                    .contains(tuple(sandbox.poolName("b"), "CheckpointNotPortable"));
            assertThat(condition("Placed").getMessage()).contains("checkpoint");
        });

        // The owner knows better, and says so.
        sandbox.apply(stuck("checkpoint: {path: /ckpt, portable: true}"));
        Sandbox.await().untilAsserted(() -> {
            that().isIn(Phase.Running);
            assertThat(status().placement().pool()).isEqualTo(sandbox.poolName("b"));
        });
    }

    /** Runs long enough on its first stack to have saved something. */
    private String stuck(String checkpoint) {
        return gang().with(checkpoint)
                .on(sandbox.name(), Fate.NCCL_TIMEOUT.after("4s"))
                .on(second.name(), Fate.RUNS)
                .yaml();
    }

    @Test
    void whenAttemptsRunOutTheJobFailsWithItsHistory() {
        twoStacks();
        sandbox.apply(gang().with("checkpoint: {portable: true}")
                .with("failurePolicy: {maxAttempts: 3, maxAttemptsPerPool: 2}")
                .on(sandbox.name(), Fate.NCCL_TIMEOUT)
                .on(second.name(), Fate.HCCL_TIMEOUT)
                .yaml());

        Sandbox.await().untilAsserted(() -> {
            that().isIn(Phase.Failed).hasCondition("Finished", "True", "OutOfAttempts");
            assertThat(attempts())
                    .extracting(Attempt::pool, Attempt::outcome)
                    .containsExactly(
                            tuple(sandbox.poolName("a"), AttemptOutcome.StackFailure),
                            tuple(sandbox.poolName("a"), AttemptOutcome.StackFailure),
                            tuple(sandbox.poolName("b"), AttemptOutcome.StackFailure));
            EvidenceAssert.that(sandbox.livePool("a")).hasSeen(0, 2, 2).hasCounted();
            EvidenceAssert.that(sandbox.livePool("b")).hasSeen(0, 1, 1).hasCounted();
        });
        assertThat(condition("Finished").getMessage())
                .contains("attempt 1 on " + sandbox.poolName("a"))
                .contains("attempt 2 on " + sandbox.poolName("a"))
                .contains("attempt 3 on " + sandbox.poolName("b"));
    }

    @Test
    void aCommandThatCannotRunEndsTheJobAtOnce() {
        endsAtOnceAndLeavesThePoolAlone(Fate.NOT_EXECUTABLE);
    }

    @Test
    void aModelThatRunsOutOfMemoryEndsTheJobAtOnce() {
        endsAtOnceAndLeavesThePoolAlone(Fate.OUT_OF_MEMORY);
    }

    private void endsAtOnceAndLeavesThePoolAlone(Fate fate) {
        sandbox.pool("a", 2, 8);
        sandbox.apply(gang().on(sandbox.name(), fate).yaml());

        Sandbox.await().untilAsserted(() -> {
            that().isIn(Phase.Failed).hasCondition("Finished", "True", "UserError");
            assertThat(outcomes()).containsExactly(AttemptOutcome.UserError);
            EvidenceAssert.that(sandbox.livePool("a")).hasSeen(0, 0, 0).hasCounted();
            PoolAssert.that(sandbox.livePool("a")).counts(16, 0);
        });
    }

    @Test
    void aFailureThatNothingExplainsIsTriedAgainLaterAndHeldAgainstNobody() {
        sandbox.pool("a", 2, 8);
        sandbox.apply(gang().on(sandbox.name(), Fate.UNEXPLAINED).yaml());
        Sandbox.await().untilAsserted(() -> {
            that().isIn(Phase.Rerouting).hasCondition("Placed", "False", "AttemptFailed");
            assertThat(outcomes()).containsExactly(AttemptOutcome.Unknown);
            assertThat(status().retryTime()).isNotNull();
            PoolAssert.that(sandbox.livePool("a")).counts(16, 0);
        });
        Instant retry = Instant.parse(status().retryTime());
        assertThat(retry).isAfter(Instant.parse(attempts().get(0).endTime()));

        // What its owner corrects meanwhile counts for the next attempt.
        sandbox.apply(gang().on(sandbox.name(), Fate.completes()).yaml());
        Sandbox.await().untilAsserted(() -> {
            that().isIn(Phase.Succeeded);
            assertThat(outcomes()).containsExactly(AttemptOutcome.Unknown, AttemptOutcome.Completed);
            assertThat(status().retryTime()).isNull();
            EvidenceAssert.that(sandbox.livePool("a")).hasSeen(1, 0, 0).hasCounted();
        });
        assertThat(Instant.parse(attempts().get(1).startTime())).isAfterOrEqualTo(retry);
    }

    @Test
    void aGangThatDoesNotStartInTimeGivesEverythingBackAndStartsElsewhere() {
        sandbox.pool("a", 4, 8);
        String timeout = "failurePolicy: {podsReadyTimeoutSeconds: 3}";
        try (OneAtATime watch = new OneAtATime(cluster.client(), sandbox.name())) {
            sandbox.apply(
                    gang().with(timeout).on(sandbox.name(), Fate.NEVER_STARTS).yaml());
            Sandbox.await()
                    .untilAsserted(
                            () -> assertThat(status().placement().nodes()).hasSize(2));
            List<String> first = status().placement().nodes();
            Sandbox.await().untilAsserted(() -> {
                that().isIn(Phase.Rerouting);
                assertThat(outcomes()).hasSize(1).doesNotContainNull();
                assertThat(status().retryTime()).isNotNull();
                assertThat(sandbox.pods()).isEmpty();
                PoolAssert.that(sandbox.livePool("a")).counts(32, 0);
            });
            assertThat(attempts().get(0).readyTime()).isNull();

            sandbox.apply(gang().with(timeout).on(sandbox.name(), Fate.RUNS).yaml());
            Sandbox.await().untilAsserted(() -> that().isIn(Phase.Running));
            assertThat(status().placement().nodes()).doesNotContainAnyElementsOf(first);
            assertThat(attempts()).hasSize(2);
            assertThat(watch.violations()).isEmpty();
        }
    }

    private void twoStacks() {
        sandbox.pool("a", 2, 8);
        second.pool("b", 2, 8);
    }

    private static Gang gang() {
        return Gang.of("gang", 2, 8);
    }

    private TrainingAssert that() {
        return TrainingAssert.that(sandbox.training("gang"));
    }

    private TrainingJobStatus status() {
        TrainingJobStatus status = sandbox.training("gang").getStatus();
        assertThat(status).as("status").isNotNull();
        return status;
    }

    private List<Attempt> attempts() {
        return status().attempts() == null ? List.of() : status().attempts();
    }

    private List<AttemptOutcome> outcomes() {
        return attempts().stream().map(Attempt::outcome).toList();
    }

    private Condition condition(String type) {
        return status().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> environment(String child) {
        Job job = cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(sandbox.name())
                .withName(child)
                .get();
        return job.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }
}

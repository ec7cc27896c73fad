package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.CandidateStatus;
import dev.heterodyne.api.KindMaturity;
import dev.heterodyne.api.Setback;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replicas that keep crashing make their pool worth less to services, and the job leaves it once others are ready. */
@ExtendWith(LiveClusterExtension.class)
class CrashLoopIT {
    private static final String HCCL_TIMEOUT = "HCCL AllReduce timeout, error code EI0002: notify wait timed out";
    private static final int MIN = 2;

    private KubernetesClient client;
    private Sandbox sandbox;
    private ServingJob job;
    private String failing;
    private String other;
    private CrashingPod crashing;
    private Pod healthy;

    @BeforeEach
    void start(LiveCluster live, Sandbox fresh) {
        live.operator();
        client = live.client();
        sandbox = fresh;
        failing = sandbox.poolName("b");
        other = sandbox.poolName("a");
    }

    @Test
    void aCrashLoopMovesTheReplicasAndNoneThatIsNeededGoes() {
        serve(2);
        KindMaturity training = training();
        KindMaturity inference = inference();
        job.holdStarts(sandbox.name());
        try (ReadyWatch watch = new ReadyWatch(client, sandbox.name(), ServingJob.NAME)) {
            crashing.backOff(4, HCCL_TIMEOUT);
            Sandbox.await()
                    .untilAsserted(
                            () -> assertThat(job.nodesOfPods()).hasSize(4).isEqualTo(job.nodes()));
            job.staysAsItIs();
            assertThat(watch.readyWithout(healthy)).isEmpty();
            job.letStart();
            job.awaitSettled(Map.of(other, 2));
            tookNoneThatWasNeeded(watch);
        }
        // The job says why, until when, and that it serves.
        Setback setback = job.setbacks().get(0);
        assertThat(setback.pool()).isEqualTo(failing);
        assertThat(setback.outcome()).isEqualTo(AttemptOutcome.StackFailure);
        assertThat(setback.reason()).startsWith("1 of 2 pods keep crashing").contains("EI0002");
        assertThat(Instant.parse(setback.until()))
                .isEqualTo(Instant.parse(setback.time()).plus(Duration.ofHours(1)));
        assertThat(job.condition("Available")).isEqualTo("True EnoughReplicas");
        assertThat(job.condition("Degraded")).isEqualTo("True CrashLooping");
        assertThat(job.status().placement().candidates())
                .filteredOn(c -> failing.equals(c.pool()))
                .extracting(CandidateStatus::reason)
                .containsExactly("CoolingDown");
        Sandbox.await()
                .untilAsserted(() -> assertThat(sandbox.events("CrashLooping"))
                        .anySatisfy(message -> assertThat(message).contains(failing, "EI0002")));
        // And there it stays while the pool cools down, which learnt once what serving is about.
        job.staysAsItIs();
        assertThat(job.setbacks()).containsExactly(setback);
        Sandbox.await()
                .untilAsserted(
                        () -> EvidenceAssert.ofServing(pool()).hasSeen(0, 1, 1).hasCounted());
        assertThat(inference().score()).isLessThan(inference.score());
        assertThat(inference().completion()).isLessThan(inference.completion());
        assertThat(training()).isEqualTo(training);
    }

    @Test
    void whatIsReadyStaysWhileThereIsNoRoomForAllElsewhere() {
        serve(1);
        try (ReadyWatch watch = new ReadyWatch(client, sandbox.name(), ServingJob.NAME)) {
            crashing.backOff(4, HCCL_TIMEOUT);
            Sandbox.await().untilAsserted(() -> {
                assertThat(job.replicas()).isEqualTo(Map.of(failing, 2, other, 1));
                assertThat(job.status().readyReplicas()).isEqualTo(2);
            });
            job.staysAsItIs();
            assertThat(watch.readyWithout(healthy)).isEmpty();

            sandbox.nodes("a", "more", 1, sandbox.resource(), 8);
            job.awaitSettled(Map.of(other, 2));
            tookNoneThatWasNeeded(watch);
        }
    }

    @Test
    void aReplicaThatIsStartedAgainMovesNothing() {
        serve(2);
        crashing.backOff(1, HCCL_TIMEOUT);
        Sandbox.await()
                .untilAsserted(() -> assertThat(job.condition("Available")).isEqualTo("False TooFewReplicas"));
        job.staysAsItIs();
        crashing.serves(1);
        job.awaitSettled(Map.of(failing, 2));
        job.staysAsItIs();
        assertThat(job.setbacks()).isEmpty();
        assertThat(job.condition("Degraded")).isEqualTo("False AsDecided");
        EvidenceAssert.ofServing(pool()).hasSeen(0, 0, 0).hasCounted();
    }

    @Test
    void aShareOfWhichAllCrashMovesAndItsPoolIsUsedAgainOnceItHasCooledDown() {
        SecondStack second = pools(2);
        sandbox.apply("""
                apiVersion: heterodyne.dev/v1alpha1
                kind: PlacementPolicy
                metadata: {name: NAME}
                spec: {reroute: {cooldownSeconds: 20}}
                """);
        serve(second);
        crashing.backOff(4, HCCL_TIMEOUT);
        new CrashingPod(client, healthy).backOff(4, HCCL_TIMEOUT);
        job.awaitSettled(Map.of(other, 2));
        assertThat(job.condition("Available")).isEqualTo("True EnoughReplicas");
        Setback setback = job.setbacks().get(0);
        assertThat(setback.pool()).isEqualTo(failing);
        // Read now: once the pool may be used again, it may take these over.
        double rate = job.rate(other);

        // Nobody writes to the job: it is the time that passes.
        Sandbox.await().untilAsserted(() -> {
            assertThat(job.setbacks()).isEmpty();
            assertThat(job.condition("Degraded")).isEqualTo("False AsDecided");
        });
        assertThat(Instant.now()).isAfterOrEqualTo(Instant.parse(setback.until()));
        job.load(2.5 * rate);
        Sandbox.await().untilAsserted(() -> {
            assertThat(job.condition("Progressing")).isEqualTo("False Settled");
            assertThat(job.replicas()).containsKeys(failing);
            assertThat(job.status().readyReplicas()).isGreaterThanOrEqualTo(3);
        });
        EvidenceAssert.ofServing(pool()).hasSeen(0, 1, 1).hasCounted();
    }

    /** Two replicas, which the load needs, in the pool that serves at the least price. */
    private void serve(int roomElsewhere) {
        serve(pools(roomElsewhere));
    }

    private SecondStack pools(int roomElsewhere) {
        SecondStack second = new SecondStack(sandbox);
        sandbox.pool("a", roomElsewhere, 8);
        second.pool("b", 3, 8);
        return second;
    }

    private void serve(SecondStack second) {
        job = new ServingJob(client, sandbox).create(MIN, 4, sandbox.name(), second.name());
        job.awaitSettled(Map.of(failing, 2));
        job.load(1.5 * job.rate(failing));
        job.awaitSettled(Map.of(failing, 2));
        crashing = new CrashingPod(client, job.pods().get(0));
        healthy = job.pods().get(1);
    }

    private void tookNoneThatWasNeeded(ReadyWatch watch) {
        assertThat(watch.violations()).isEmpty();
        assertThat(watch.least()).as("ready at any moment, less what crashed").isEqualTo(MIN - 1);
        assertThat(watch.readyWithout(healthy)).as("others ready when it went").hasValue(MIN);
    }

    private AcceleratorPool pool() {
        return sandbox.livePool("b");
    }

    private KindMaturity inference() {
        return EvidenceAssert.ofServing(pool()).learned();
    }

    private KindMaturity training() {
        return EvidenceAssert.that(pool()).learned();
    }
}

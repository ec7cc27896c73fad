package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the owner of a training job does to it: change, hold, cancel, and let it expire. */
@ExtendWith(LiveClusterExtension.class)
class LifecycleIT {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private LiveCluster cluster;
    private KubernetesClient client;
    private Sandbox sandbox;

    @BeforeEach
    void start(LiveCluster live, Sandbox fresh) {
        live.operator();
        cluster = live;
        client = live.client();
        sandbox = fresh;
        sandbox.pool("chips", 2, 8);
    }

    @Test
    void aJobThatIsOverExpiresWithItsChildren() {
        sandbox.apply(gang("brief")
                .with("ttlSecondsAfterFinished: 3")
                .on(sandbox.name(), Fate.completes())
                .yaml());
        sandbox.apply(gang("kept").on(sandbox.name(), Fate.completes()).yaml());
        Sandbox.await().untilAsserted(() -> that("kept").isIn(Phase.Succeeded));

        Sandbox.await().untilAsserted(() -> {
            assertThat(sandbox.training("brief")).isNull();
            assertThat(sandbox.children())
                    .extracting(child -> child.getMetadata().getName())
                    .containsExactly("kept-a1");
            assertThat(client.services().inNamespace(sandbox.name()).list().getItems())
                    .extracting(service -> service.getMetadata().getName())
                    .containsExactly("kept-a1");
            EvidenceAssert.that(sandbox.livePool("chips")).hasSeen(2, 0, 0).hasCounted();
        });
    }

    @Test
    void aJobThatIsHeldGivesEverythingBackAndGoesOnLater() {
        sandbox.apply(gang("gang").on(sandbox.name(), Fate.RUNS).yaml());
        Sandbox.await().untilAsserted(() -> that("gang").isIn(Phase.Running));

        sandbox.apply(
                gang("gang").with("suspend: true").on(sandbox.name(), Fate.RUNS).yaml());
        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Suspended).hasCondition("Placed", "False", "Suspended");
            assertThat(sandbox.children()).isEmpty();
            assertThat(sandbox.pods()).isEmpty();
            chipsHold(0);
        });

        sandbox.apply(gang("gang").on(sandbox.name(), Fate.RUNS).yaml());
        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Running);
            assertThat(outcomes("gang")).containsExactly(AttemptOutcome.Cancelled, null);
            chipsHold(16);
            EvidenceAssert.that(sandbox.livePool("chips")).hasSeen(0, 0, 0).hasCounted();
        });
        assertThat(sandbox.children())
                .extracting(child -> child.getMetadata().getName())
                .containsExactly("gang-a2");
    }

    @Test
    void aJobThatIsDeletedWhileItRunsLeavesNothing() {
        sandbox.apply(gang("gang").on(sandbox.name(), Fate.RUNS).yaml());
        Sandbox.await().untilAsserted(() -> that("gang").isIn(Phase.Running));

        sandbox.deleteJob("gang");
        Sandbox.await().untilAsserted(() -> {
            assertThat(sandbox.children()).isEmpty();
            assertThat(client.services().inNamespace(sandbox.name()).list().getItems())
                    .isEmpty();
            assertThat(sandbox.pods()).isEmpty();
            chipsHold(0);
            EvidenceAssert.that(sandbox.livePool("chips")).hasSeen(0, 0, 0).hasCounted();
        });
    }

    @Test
    void aJobMadeAnewUnderTheSameNameStartsFromNothing() {
        sandbox.apply(gang("gang").on(sandbox.name(), Fate.completes()).yaml());
        Sandbox.await().untilAsserted(() -> that("gang").isIn(Phase.Succeeded));

        // As kubectl replace --force does: what the first one left is still there, and here takes its time to go.
        hold("gang-a1", "it.heterodyne.dev/hold");
        sandbox.deleteJob("gang");
        sandbox.apply(Gang.of("gang", 1, 8).on(sandbox.name(), Fate.RUNS).yaml());
        String uid = sandbox.training("gang").getMetadata().getUid();
        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Placed).hasCondition("PodsReady", "False", "WaitingForPods");
            assertThat(sandbox.training("gang").getStatus().conditions())
                    .extracting(Condition::getMessage)
                    .anySatisfy(message -> assertThat(message).contains("gang-a1 of an earlier job"));
        });
        hold("gang-a1");

        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Running);
            assertThat(outcomes("gang")).hasSize(1).containsOnlyNulls();
            assertThat(sandbox.children())
                    .singleElement()
                    .satisfies(child -> assertThat(child.getMetadata().getOwnerReferences())
                            .extracting(OwnerReference::getUid)
                            .containsExactly(uid));
            assertThat(sandbox.pods())
                    .extracting(pod -> pod.getStatus().getPhase())
                    .containsExactly("Running");
            chipsHold(8);
        });
    }

    @Test
    void whatMayChangeWhileAJobRunsCountsForItsNextAttempt() {
        sandbox.apply(gang("gang").on(sandbox.name(), Fate.RUNS).yaml());
        Sandbox.await().untilAsserted(() -> that("gang").isIn(Phase.Running));
        String child = sandbox.children().get(0).getMetadata().getUid();

        Gang changed = gang("gang")
                .with("failurePolicy: {maxAttempts: 9}")
                .with("ttlSecondsAfterFinished: 3600")
                .on(sandbox.name(), Fate.completes());
        sandbox.apply(changed.yaml());
        Sandbox.await()
                .untilAsserted(
                        () -> that("gang").isIn(Phase.Running).hasCondition("PodsReady", "True", "AllPodsReady"));
        assertThat(sandbox.children())
                .as("what runs goes on as it was started")
                .extracting(job -> job.getMetadata().getUid())
                .containsExactly(child);

        sandbox.apply(changed.with("suspend: true").yaml());
        Sandbox.await().untilAsserted(() -> that("gang").isIn(Phase.Suspended));
        sandbox.apply(changed.yaml());
        Sandbox.await().untilAsserted(() -> {
            that("gang").isIn(Phase.Succeeded);
            assertThat(outcomes("gang")).containsExactly(AttemptOutcome.Cancelled, AttemptOutcome.Completed);
        });
    }

    @Test
    void whatMayNotChangeWhileAJobRunsIsRefused() {
        sandbox.apply(gang("gang").on(sandbox.name(), Fate.RUNS).yaml());
        Sandbox.await().untilAsserted(() -> that("gang").isIn(Phase.Running));

        assertThat(List.of(
                        "{replicas: 1}",
                        "{acceleratorsPerReplica: 4}",
                        "{model: {parameters: 7B}}",
                        "{parallelism: {tensor: 2}}",
                        "{runtimes: [{stack: other}]}"))
                .allSatisfy(change -> assertThatThrownBy(() -> cluster.kubectl(
                                "patch",
                                "trainingjob",
                                "gang",
                                "--namespace",
                                sandbox.name(),
                                "--type=merge",
                                "-p",
                                "spec: " + change))
                        .hasMessageContaining("immutable")
                        .hasMessageContaining("create a new job"));
        that("gang").isIn(Phase.Running);
    }

    @Test
    void aWorldThatStandsStillAfterReroutesIsLeftAlone() {
        assumeTrue(cluster.auditLog().isPresent(), "needs the API server's audit log: HETERODYNE_AUDIT_LOG");
        AuditLog log = cluster.auditLog().get();
        String account = cluster.account().orElseThrow().user();
        SecondStack second = new SecondStack(sandbox);
        second.pool("b", 2, 8);
        sandbox.apply(gang("moved")
                .with("checkpoint: {portable: true}")
                .on(sandbox.name(), Fate.NCCL_TIMEOUT)
                .on(second.name(), Fate.RUNS)
                .yaml());
        sandbox.apply(
                Gang.of("over", 1, 8).on(sandbox.name(), Fate.OUT_OF_MEMORY).yaml());
        sandbox.apply(gang("waits")
                .with("checkpoint: {portable: false}")
                .with("failurePolicy: {maxAttempts: 2}")
                .on(sandbox.name(), Fate.NCCL_TIMEOUT)
                .yaml());
        Sandbox.await().untilAsserted(() -> {
            that("moved").isIn(Phase.Running);
            that("over").isIn(Phase.Failed);
            that("waits").isIn(Phase.Failed);
        });
        AtomicLong quietSince = new AtomicLong(log.position());
        Sandbox.await().during(QUIET).until(() -> {
            boolean quiet = log.writesSince(quietSince.get(), account).isEmpty();
            if (!quiet) {
                quietSince.set(log.position());
            }
            return quiet;
        });

        long restart = log.position();
        cluster.operator().close();
        cluster.operator();
        Sandbox.await()
                .during(QUIET)
                .untilAsserted(() -> assertThat(log.writesSince(restart, account))
                        .as("writes after a restart")
                        .isEmpty());
    }

    /** Keeps a child from going, or lets it go. */
    private void hold(String child, String... finalizers) {
        client.batch().v1().jobs().inNamespace(sandbox.name()).withName(child).edit(job -> {
            job.getMetadata().setFinalizers(List.of(finalizers));
            return job;
        });
    }

    private static Gang gang(String name) {
        return Gang.of(name, 2, 8);
    }

    private TrainingAssert that(String job) {
        return TrainingAssert.that(sandbox.training(job));
    }

    private List<AttemptOutcome> outcomes(String job) {
        return sandbox.training(job).getStatus().attempts().stream()
                .map(Attempt::outcome)
                .toList();
    }

    private void chipsHold(int allocated) {
        PoolAssert.that(sandbox.livePool("chips")).counts(16, allocated);
    }
}

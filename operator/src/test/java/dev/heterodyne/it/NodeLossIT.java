package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A gang that loses a node, or the devices of one, is stopped once and as a whole, and runs again on other nodes.
 * {@code hack/bench/reroute} says how soon.
 */
@ExtendWith(LiveClusterExtension.class)
class NodeLossIT {
    @ParameterizedTest
    @EnumSource(Loss.class)
    void theGangMovesAsAWhole(Loss loss, LiveCluster cluster, Sandbox sandbox) {
        RunningOperator operator = cluster.operator();
        KubernetesClient client = cluster.client();
        sandbox.withoutGrace();
        List<Node> nodes = sandbox.pool("chips", 5, 8);
        sandbox.apply(Gang.of("gang", 2, 8)
                .with("checkpoint: {intervalSeconds: 600}")
                .on(sandbox.name(), Fate.RUNS)
                .yaml());
        Sandbox.await()
                .untilAsserted(
                        () -> TrainingAssert.that(sandbox.training("gang")).isIn(Phase.Running));
        List<String> first = sandbox.training("gang").getStatus().placement().nodes();
        Node lost = nodes.stream()
                .filter(node -> node.getMetadata().getName().equals(first.get(1)))
                .findFirst()
                .orElseThrow();
        long position = cluster.auditLog().map(AuditLog::position).orElse(0L);
        try (OneAtATime watch = new OneAtATime(client, sandbox.name());
                RerouteClock clock = new RerouteClock(client, sandbox.name(), "gang")) {
            clock.start();
            loss.strike(client, lost);
            clock.await();
            System.out.printf("%s: running again %.2f s after the loss%n", loss, clock.seconds());
            assertThat(watch.violations()).isEmpty();
        }

        TrainingJob gang = sandbox.training("gang");
        assertThat(gang.getStatus().attempts())
                .extracting(Attempt::outcome)
                .containsExactly(AttemptOutcome.HardwareFailure, null);
        Attempt ended = gang.getStatus().attempts().get(0);
        assertThat(ended.failedNodes()).containsExactly(first.get(1));
        assertThat(ended.reason()).contains(first.get(1));
        assertThat(gang.getStatus().placement().nodes()).hasSize(2).doesNotContain(first.get(1));
        // The first failure of the pool's hardware: a restart elsewhere cured it.
        Sandbox.await()
                .untilAsserted(() -> EvidenceAssert.that(sandbox.livePool("chips"))
                        .hasSeen(0, 0, 1)
                        .hasCounted());
        assertThat(operator.metric("heterodyne_time_to_reroute_seconds_count", "pool", sandbox.poolName("chips")))
                .isEqualTo(1);
        assertThat(operator.metric(
                        "heterodyne_accelerator_hours_total", "pool", sandbox.poolName("chips"), "use", "lost"))
                .isPositive();
        stoppedOnce(cluster, position);

        loss.mend(client, lost);
        // The node is well again, but the job has not forgotten.
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("chips")).counts(40, 16));
        sandbox.apply(Gang.of("gang", 2, 8)
                .with("checkpoint: {intervalSeconds: 600}")
                .with("suspend: true")
                .on(sandbox.name(), Fate.RUNS)
                .yaml());
        Sandbox.await()
                .untilAsserted(
                        () -> TrainingAssert.that(sandbox.training("gang")).isIn(Phase.Suspended));
    }

    /** By the API server's log the operator deleted the batch Job of the attempt, once, and no pod. */
    private static void stoppedOnce(LiveCluster cluster, long position) {
        if (cluster.auditLog().isPresent()) {
            List<String> deletions =
                    cluster
                            .auditLog()
                            .get()
                            .writesSince(
                                    position, cluster.account().orElseThrow().user())
                            .stream()
                            .filter(write -> write.startsWith("delete"))
                            .toList();
            assertThat(deletions).singleElement().asString().contains("/jobs/gang-a1 ");
        }
    }
}

package dev.heterodyne.it;

import dev.heterodyne.api.Phase;
import io.fabric8.kubernetes.api.model.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A benchmark, run by {@code hack/bench/reroute}: a gang of 8 pods loses a node, in each of the ways a node can be lost, and
 * the time is taken from just before the request that takes the node away to the watch event that shows the gang Running on
 * others.
 */
@ExtendWith(LiveClusterExtension.class)
class RerouteLatency {
    private static final int ROUNDS = 10;
    private static final int REPLICAS = 8;
    private static final int NODES = 20;
    private static final int PER_NODE = 8;

    @Test
    void measure(LiveCluster cluster, Sandbox sandbox) throws IOException {
        cluster.operator();
        sandbox.withoutGrace();
        List<Node> nodes = sandbox.pool("chips", NODES, PER_NODE);
        System.out.printf("%n%s%n%n", Machine.describe(cluster, REPLICAS + " pods on " + NODES + " nodes"));
        System.out.printf("| loss | rounds | p50 | max |%n|---|---|---|---|%n");
        for (Loss loss : Loss.values()) {
            List<Double> seconds = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                seconds.add(once(cluster, sandbox, nodes, loss));
            }
            Collections.sort(seconds);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.2f s | %.2f s |%n",
                    loss.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    ROUNDS,
                    seconds.get((ROUNDS - 1) / 2),
                    seconds.get(ROUNDS - 1));
        }
    }

    private static double once(LiveCluster cluster, Sandbox sandbox, List<Node> nodes, Loss loss) {
        sandbox.training("gang", REPLICAS, PER_NODE);
        Sandbox.await()
                .untilAsserted(
                        () -> TrainingAssert.that(sandbox.training("gang")).isIn(Phase.Running));
        String victim = sandbox.training("gang").getStatus().placement().nodes().get(0);
        Node lost = nodes.stream()
                .filter(node -> node.getMetadata().getName().equals(victim))
                .findFirst()
                .orElseThrow();
        double seconds;
        try (RerouteClock clock = new RerouteClock(cluster.client(), sandbox.name(), "gang")) {
            clock.start();
            loss.strike(cluster.client(), lost);
            clock.await();
            seconds = clock.seconds();
        }
        loss.mend(cluster.client(), lost);
        sandbox.deleteJobs();
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("chips")).counts(NODES * PER_NODE, 0));
        return seconds;
    }
}

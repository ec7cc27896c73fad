package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the pool that serves at the least price is full, replicas spill over to the next, and come back when the load goes. */
@ExtendWith(LiveClusterExtension.class)
class SpillOverIT {
    @Test
    void whatOnePoolCannotCarrySpillsOverAndComesBack(LiveCluster cluster, Sandbox sandbox) {
        cluster.operator();
        SecondStack second = new SecondStack(sandbox);
        sandbox.pool("a", 3, 8);
        second.pool("b", 2, 8);
        // Slower, but nobody pays for it: as Ascend in the story.
        String best = sandbox.poolName("b");
        String next = sandbox.poolName("a");
        ServingJob job = new ServingJob(cluster.client(), sandbox).create(2, 4, sandbox.name(), second.name());
        job.awaitSettled(Map.of(best, 2));
        double rate = job.rate(best);

        try (ReadyWatch watch = new ReadyWatch(cluster.client(), sandbox.name(), ServingJob.NAME)) {
            job.load(2.2 * rate);
            job.awaitSettled(Map.of(best, 2, next, 1));
            assertThat(job.condition("Available")).isEqualTo("True EnoughReplicas");
            assertThat(job.condition("Degraded")).isEqualTo("False AsDecided");
            assertThat(job.status().predicted().requestsPerSecond()).isGreaterThan(2.2 * rate);
            assertThat(sandbox.deployments()).containsExactlyInAnyOrder("chat-" + best, "chat-" + next);

            job.load(0.5 * rate);
            job.awaitSettled(Map.of(best, 2));
            Sandbox.await()
                    .untilAsserted(() -> assertThat(sandbox.deployments()).containsExactly("chat-" + best));

            assertThat(watch.violations()).isEmpty();
            assertThat(watch.least()).as("replicas ready at any moment").isGreaterThanOrEqualTo(2);
        }
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("a")).counts(24, 0));
    }
}

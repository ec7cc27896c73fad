package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.ShareStatus;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another image is rolled out pool by pool, and no replica goes before its successor is ready. */
@ExtendWith(LiveClusterExtension.class)
class RolloutIT {
    @Test
    void anotherImageCostsNoCapacity(LiveCluster cluster, Sandbox sandbox) {
        cluster.operator();
        sandbox.pool("a", 2, 8);
        sandbox.nodes("b", 2, 8);
        sandbox.poolOf("b", sandbox.name(), "b");
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("b")).counts(16, 0));
        Map<String, Integer> split = Map.of(sandbox.poolName("a"), 2, sandbox.poolName("b"), 1);
        ServingJob job = new ServingJob(cluster.client(), sandbox).create(3, 3, sandbox.name());
        job.awaitSettled(split);

        try (ReadyWatch watch = new ReadyWatch(cluster.client(), sandbox.name(), ServingJob.NAME)) {
            image(job, "r.example/s:2");
            // Pool a is full, and no replica can be spared.
            Sandbox.await()
                    .untilAsserted(() -> assertThat(job.condition("Degraded")).isEqualTo("True NoRoomToSurge"));
            assertThat(job.condition("Progressing")).isEqualTo("True RollingOut");
            assertThat(watch.rolled()).isEqualTo(Set.of(sandbox.poolName("b")));

            sandbox.nodes("a", "more", 1, sandbox.resource(), 8);
            Sandbox.await()
                    .untilAsserted(() -> assertThat(job.pods())
                            .hasSize(3)
                            .allSatisfy(pod -> assertThat(
                                            pod.getSpec().getContainers().get(0).getImage())
                                    .isEqualTo("r.example/s:2")));
            job.awaitSettled(split);
            assertThat(job.condition("Degraded")).isEqualTo("False AsDecided");
            assertThat(job.shares())
                    .allSatisfy(share -> assertThat(share.revision()).isNotNull())
                    .extracting(ShareStatus::surgeNodes)
                    .containsOnlyNulls();

            assertThat(watch.violations()).isEmpty();
            assertThat(watch.least()).as("replicas ready at any moment").isEqualTo(3);
            assertThat(watch.mostRolling()).as("shares that roll at a time").isEqualTo(1);
            assertThat(watch.rolled()).isEqualTo(split.keySet());
        }
    }

    @Test
    void anotherTolerationOfThePoolCostsNoCapacity(LiveCluster cluster, Sandbox sandbox) {
        cluster.operator();
        sandbox.pool("a", 3, 8);
        String pool = sandbox.poolName("a");
        ServingJob job = new ServingJob(cluster.client(), sandbox).create(2, 2, sandbox.name());
        job.awaitSettled(Map.of(pool, 2));

        try (ReadyWatch watch = new ReadyWatch(cluster.client(), sandbox.name(), ServingJob.NAME)) {
            cluster.client()
                    .resources(AcceleratorPool.class)
                    .withName(pool)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\": {\"tolerations\": [{\"key\": \"example.com/new\", \"operator\": \"Exists\"}]}}");
            Sandbox.await()
                    .untilAsserted(() -> assertThat(job.pods())
                            .hasSize(2)
                            .allSatisfy(pod -> assertThat(pod.getSpec().getTolerations())
                                    .extracting(Toleration::getKey)
                                    .contains("example.com/new")));
            job.awaitSettled(Map.of(pool, 2));

            assertThat(watch.violations()).isEmpty();
            assertThat(watch.least()).as("replicas ready at any moment").isEqualTo(2);
            assertThat(watch.rolled()).isEqualTo(Set.of(pool));
        }
    }

    private static void image(ServingJob job, String image) {
        job.edit(j -> {
            j.getSpec()
                    .runtimes()
                    .get(0)
                    .template()
                    .getSpec()
                    .getContainers()
                    .get(0)
                    .setImage(image);
            return j;
        });
    }
}

package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods of others hold accelerators too, and a gang gets all of its own or none. */
@ExtendWith(LiveClusterExtension.class)
class ForeignPodsIT {
    @Test
    void aPlainPodTakesWhatItHolds(LiveCluster cluster, Sandbox sandbox) {
        cluster.operator();
        sandbox.pool("chips", 2, 8);
        sandbox.plainPod("notebook", "chips", 6);
        Sandbox.await()
                .untilAsserted(() -> PoolAssert.that(sandbox.livePool("chips")).counts(16, 6));

        sandbox.training("gang", 2, 8);
        Sandbox.await()
                .untilAsserted(
                        () -> TrainingAssert.that(sandbox.training("gang")).waitsFor("WaitingForAccelerators"));
        assertThat(sandbox.children()).as("children of a gang that waits").isEmpty();
        PoolAssert.that(sandbox.livePool("chips")).counts(16, 6);

        cluster.client().pods().inNamespace(sandbox.name()).withName("notebook").delete();
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(sandbox.training("gang")).isIn(Phase.Running);
            PoolAssert.that(sandbox.livePool("chips")).counts(16, 16);
        });
    }

    @Test
    void aGangTakesAllOrNothing(LiveCluster cluster, Sandbox sandbox) {
        cluster.operator();
        sandbox.pool("chips", 3, 8);
        sandbox.training("first", 2, 8);
        Sandbox.await()
                .untilAsserted(
                        () -> TrainingAssert.that(sandbox.training("first")).isIn(Phase.Running));

        sandbox.training("second", 2, 8);
        Sandbox.await()
                .untilAsserted(
                        () -> TrainingAssert.that(sandbox.training("second")).waitsFor("WaitingForAccelerators"));
        // One that fits beside it goes ahead: what a gang waits for does not lie idle.
        sandbox.training("small", 1, 8);
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(sandbox.training("small")).isIn(Phase.Running);
            PoolAssert.that(sandbox.livePool("chips")).counts(24, 24);
        });
        assertThat(sandbox.children())
                .extracting(child -> child.getMetadata().getName())
                .containsExactlyInAnyOrder("first-a1", "small-a1");

        sandbox.deleteJob("first");
        Sandbox.await().untilAsserted(() -> {
            TrainingAssert.that(sandbox.training("second")).isIn(Phase.Running);
            PoolAssert.that(sandbox.livePool("chips")).counts(24, 24);
        });
        assertThat(new DevicesOfPods(sandbox.pods(), sandbox.resource()).byNode())
                .hasSize(3)
                .allSatisfy((node, held) -> assertThat(held).isEqualTo(8));
    }
}

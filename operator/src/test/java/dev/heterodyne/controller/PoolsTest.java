package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.MaturityState;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the operator runs while its block does
class PoolsTest {
    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void statusShowsWhatThePoolHoldsAndWhatIsBelievedOfIt() {
        // Given
        cluster.create(Manifests.H20);
        // When
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            AcceleratorPoolStatus status =
                    await().until(cluster::poolStatus, Optional::isPresent).orElseThrow();
            assertThat(status.nodes()).isEqualTo(2);
            assertThat(status.accelerators().free()).isEqualTo(16);
            assertThat(status.maturity().training().completion()).isEqualTo(0.95);
            assertThat(status.maturity().training().state()).isEqualTo(MaturityState.Unproven);
            assertThat(status.maturity().training().runs()).isZero();
            assertThat(status.conditions())
                    .extracting(c -> c.getType() + "=" + c.getStatus())
                    .containsExactlyInAnyOrder("Ready=True", "ClassResolved=True", "NodesDisjoint=True");
        }
    }

    @Test
    void aClassThatGoesMissingShowsInTheConditions() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            await().until(cluster::poolStatus, Optional::isPresent);
            // When
            cluster.client()
                    .resources(AcceleratorClass.class)
                    .withName("nvidia-h20")
                    .delete();
            // Then
            await().untilAsserted(
                            () -> assertThat(cluster.poolStatus().orElseThrow().conditions())
                                    .filteredOn(c -> "False".equals(c.getStatus()))
                                    .extracting(c -> c.getType() + " " + c.getReason())
                                    .containsExactlyInAnyOrder("Ready ClassNotFound", "ClassResolved ClassNotFound"));
        }
    }

    @Test
    void aBurstOfJobsWritesThePoolOnlyNowAndThen() {
        // Given
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            await().until(cluster::poolStatus, Optional::isPresent);
            int before = cluster.writes("/acceleratorpools/h20-a/status").size();
            // When
            long start = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                cluster.create(Manifests.inference("chat-" + i, 1));
            }
            await().until(
                            cluster::poolStatus,
                            s -> s.map(p -> p.accelerators().free())
                                    .filter(free -> free == 0)
                                    .isPresent());
            // Then
            long halfSeconds = (System.nanoTime() - start) / 500_000_000;
            assertThat(cluster.writes("/acceleratorpools/h20-a/status").size() - before)
                    .isLessThanOrEqualTo((int) halfSeconds + 2);
        }
    }
}

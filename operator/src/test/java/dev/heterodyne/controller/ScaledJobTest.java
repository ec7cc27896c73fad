package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an autoscaler finds and writes by way of the scale subresource. */
@SuppressWarnings("try") // the operator runs while its block does
class ScaledJobTest {
    private final MockCluster cluster = new MockCluster();
    private final ServedJob job = new ServedJob(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aJobThatStatesNoNumberIsSizedByTheOperatorUntilAScalerWritesOne() {
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Given: no number in the spec, so that an autoscaler reads 0 and leaves the job alone
            job.create(1, 2, "");
            job.awaitDeployment("chat-h20-a", 1);
            await().untilAsserted(() -> {
                assertThat(job.status().replicas()).isEqualTo(1);
                assertThat(job.status().selector())
                        .isEqualTo("heterodyne.dev/job-kind=InferenceJob,heterodyne.dev/job-name=chat");
            });
            assertThat(job.get().getSpec().replicas().desired())
                    .as("never written by the operator")
                    .isNull();
            // When
            job.desired(2);
            // Then
            job.awaitDeployment("chat-h20-a", 2);
            await().untilAsserted(() -> assertThat(job.status().replicas()).isEqualTo(2));
            // When: beyond the bounds, which hold for scalers too
            job.desired(50);
            await().untilAsserted(() ->
                    assertThat(job.get().getSpec().replicas().desired()).isEqualTo(50));
            job.ready("chat-h20-a", 2);
            await().untilAsserted(() -> assertThat(job.status().readyReplicas()).isEqualTo(2));
            assertThat(job.status().replicas()).isEqualTo(2);
            // When: taken out again
            job.desired(null);
            // Then: the load says how many
            job.awaitDeployment("chat-h20-a", 1);
            await().untilAsserted(() -> assertThat(job.status().replicas()).isEqualTo(1));
        }
    }
}

package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Deployment lives as long as its share. */
@SuppressWarnings("try") // the operator runs while its block does
class ShareChildrenTest {
    private final MockCluster cluster = new MockCluster();
    private final ServedJob job = new ServedJob(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void theDeploymentOfAShareThatIsGivenUpIsDeleted() {
        // Given: two replicas fill one pool, and the third is in the other
        cluster.create(Manifests.H20 + ServedJob.SECOND_POOL);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            job.create(1, 3, "").desired(3);
            await().untilAsserted(
                            () -> assertThat(job.deployments()).containsExactlyInAnyOrder("chat-h20-a", "chat-other"));
            // When
            job.desired(1);
            // Then
            await().untilAsserted(() -> assertThat(job.deployments()).hasSize(1));
            assertThat(job.status().placement().shares())
                    .singleElement()
                    .satisfies(s -> assertThat(job.deployments()).containsExactly("chat-" + s.pool()));
        }
    }

    @Test
    void aDeploymentThatACrashHasLeftIsDeletedByTheNextOperator() {
        // Given: the share is gone from status, and its Deployment was not deleted before the end
        cluster.create(Manifests.H20);
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            job.create(1, 1, "");
            job.awaitDeployment("chat-h20-a", 1);
        }
        cluster.client().resource(job.left("chat-gone", job.get())).create();
        cluster.client().resource(job.left("chat-foreign", null)).create();
        // When
        try (TestOperator operator = TestOperator.start(cluster.client())) {
            // Then
            await().untilAsserted(() -> assertThat(job.deployments()).doesNotContain("chat-gone"));
            assertThat(job.deployments()).containsExactlyInAnyOrder("chat-h20-a", "chat-foreign");
        }
    }
}

package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshReadTest {
    private final MockCluster cluster = new MockCluster();
    private final FreshRead freshRead = new FreshRead(cluster.client());
    private final List<String> versions = new ArrayList<>();
    private final AtomicInteger gone = new AtomicInteger();

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aStaleCopyIsReadAgainBeforeTheStepIsTriedAgain() {
        // Given: somebody wrote after the copy was taken
        cluster.create(Manifests.training("t", 1, ""));
        TrainingJob stale = read();
        TrainingJob newer = read();
        newer.getMetadata().setLabels(java.util.Map.of("a", "b"));
        cluster.client().resource(newer).update();
        // When
        freshRead.call(stale, this::write, gone::incrementAndGet);
        // Then
        assertThat(versions).hasSize(2).doesNotHaveDuplicates();
        assertThat(read().getMetadata().getLabels()).containsEntry("a", "b").containsEntry("c", "d");
        assertThat(gone).hasValue(0);
    }

    @Test
    void anObjectThatIsGoneIsToldOnce() {
        // Given
        cluster.create(Manifests.training("t", 1, ""));
        TrainingJob stale = read();
        cluster.client().resource(stale).delete();
        // When
        freshRead.call(stale, this::write, gone::incrementAndGet);
        // Then
        assertThat(gone).hasValue(1);
    }

    @Test
    void otherFailuresAreForTheRetry() {
        cluster.create(Manifests.training("t", 1, ""));
        assertThatThrownBy(() -> freshRead.call(
                        read(),
                        job -> {
                            throw new KubernetesClientException("down", 503, null);
                        },
                        gone::incrementAndGet))
                .isInstanceOf(KubernetesClientException.class);
    }

    private TrainingJob write(TrainingJob job) {
        versions.add(job.getMetadata().getResourceVersion());
        java.util.Map<String, String> labels = new java.util.HashMap<>();
        if (job.getMetadata().getLabels() != null) {
            labels.putAll(job.getMetadata().getLabels());
        }
        labels.put("c", "d");
        job.getMetadata().setLabels(labels);
        return cluster.client().resource(job).update();
    }

    private TrainingJob read() {
        return cluster.client()
                .resources(TrainingJob.class)
                .inNamespace("team")
                .withName("t")
                .get();
    }
}

package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A drain takes no replica that is needed: its successor is ready elsewhere first. */
@ExtendWith(LiveClusterExtension.class)
class DrainIT {
    private static final int TOO_MANY_REQUESTS = 429;

    @Test
    void aReplicaMovesBeforeItsNodeIsEmpty(LiveCluster cluster, Sandbox sandbox) {
        cluster.operator();
        List<Node> nodes = sandbox.pool("a", 3, 8);
        Map<String, Integer> split = Map.of(sandbox.poolName("a"), 2);
        ServingJob job = new ServingJob(cluster.client(), sandbox).create(2, 2, sandbox.name());
        job.awaitSettled(split);
        String drained = job.nodes().get(0);
        Sandbox.await()
                .untilAsserted(() -> assertThat(evict(cluster, job, drained))
                        .as("the budget lets none of the least go")
                        .isEqualTo(TOO_MANY_REQUESTS));

        try (ReadyWatch watch = new ReadyWatch(cluster.client(), sandbox.name(), ServingJob.NAME)) {
            sandbox.cordon(nodes.stream()
                    .filter(node -> drained.equals(node.getMetadata().getName()))
                    .findFirst()
                    .orElseThrow());
            Sandbox.await().until(() -> {
                evict(cluster, job, drained);
                return job.nodesOfPods().stream().noneMatch(drained::equals);
            });
            job.awaitSettled(split);

            assertThat(job.nodes()).doesNotContain(drained);
            assertThat(watch.violations()).isEmpty();
            assertThat(watch.least()).as("replicas ready at any moment").isGreaterThanOrEqualTo(2);
        }
    }

    /** Asks the API server to evict what runs on a node, as kubectl drain does; its answer to the last pod. */
    private static int evict(LiveCluster cluster, ServingJob job, String node) {
        int answer = HttpURLConnection.HTTP_NOT_FOUND;
        for (Pod pod : job.pods()) {
            if (node.equals(pod.getSpec().getNodeName())) {
                try {
                    answer = cluster.client()
                                    .pods()
                                    .inNamespace(pod.getMetadata().getNamespace())
                                    .withName(pod.getMetadata().getName())
                                    .evict()
                            ? HttpURLConnection.HTTP_CREATED
                            : TOO_MANY_REQUESTS;
                } catch (KubernetesClientException e) {
                    answer = e.getCode();
                }
            }
        }
        return answer;
    }
}

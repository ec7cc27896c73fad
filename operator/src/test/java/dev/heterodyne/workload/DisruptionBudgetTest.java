package dev.heterodyne.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DisruptionBudgetTest {
    @Test
    void oneReplicaMayGoWhereMoreThanTheLeastRun() {
        assertThat(pods(budget(2, 1, share(2, 1)))).isEqualTo(2);
        assertThat(pods(budget(2, 1, share(4, 1)))).isEqualTo(3);
    }

    @Test
    void whereReplicasAreOfSeveralPodsEveryPodCounts() {
        PodDisruptionBudgetSpec budget = budget(2, 3, share(2, 3));

        assertThat(pods(budget)).as("no part of the least").isEqualTo(6);
        assertThat(budget.getSelector().getMatchLabels()).doesNotContainKey("heterodyne.dev/role");
        assertThat(pods(budget(2, 3, share(3, 3))))
                .as("one pod, with its replica")
                .isEqualTo(8);
        assertThat(pods(budget(2, 3, share(2, 3), share(1, 1))))
                .as("replicas of both shapes")
                .isEqualTo(6);
    }

    private static int pods(PodDisruptionBudgetSpec budget) {
        return budget.getMinAvailable().getIntVal();
    }

    private static PodDisruptionBudgetSpec budget(int min, int podsPerReplica, Share... shares) {
        InferenceJob job =
                new KubernetesSerialization().unmarshal("""
                metadata: {name: chat, namespace: serving, uid: u}
                spec: {replicas: {min: %d}, podsPerReplica: %d, runtimes: [{stack: cuda, template: {}}]}
                """.formatted(min, podsPerReplica), InferenceJob.class);
        return new InferenceChildren(job).disruptionBudget(List.of(shares)).getSpec();
    }

    private static Share share(int replicas, int podsPerReplica) {
        List<String> nodes = IntStream.range(0, replicas * podsPerReplica)
                .mapToObj(i -> "n" + i)
                .toList();
        return new Share("p", "c", "cuda", replicas, 6, "", nodes, podsPerReplica, List.of(), List.of());
    }
}

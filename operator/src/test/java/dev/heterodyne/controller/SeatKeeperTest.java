package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.RankTable;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who leaves where a share has fewer seats, or others, than its pods. */
class SeatKeeperTest {
    private static final PoolBinding POOL = new PoolBinding("p", "nvidia.com/gpu", List.of(), Map.of(), RankTable.None);
    private static final Share SHARE = new Share("p", "c", "cuda", 1, 8, "", List.of("n1"));
    private final MockCluster cluster = new MockCluster();
    private final SeatKeeper keeper = new SeatKeeper(cluster.client());

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void onlyWhatServesWithoutASeatIsMarkedAsTheFirstToGo() {
        // Given
        List<Pod> pods = List.of(ready("stays", "n1"), ready("goes", "n2"));
        // When
        tend(pods);
        // Then
        assertThat(cost("goes")).contains(SeatedPods.FIRST_TO_GO);
        assertThat(cost("stays")).isEmpty();
    }

    @Test
    void aPodThatHasASeatAgainIsNoLongerMarked() {
        // Given: the only pod of n1 was marked when its seat was elsewhere
        Pod back = pod("back", "n1", true, Map.of(SeatedPods.DELETION_COST, SeatedPods.FIRST_TO_GO));
        // When
        tend(List.of(back));
        // Then
        assertThat(cost("back")).isEmpty();
    }

    @Test
    void whatDoesNotServeIsDeletedSoThatItsSuccessorGetsASeat() {
        // Given
        Pod idle = pod("idle", "n2", false, Map.of());
        // When
        tend(List.of(idle, ready("stays", "n1")));
        // Then
        assertThat(find("idle")).isNull();
        assertThat(find("stays")).isNotNull();
    }

    @Test
    void aSecondLookWritesNothing() {
        // Given
        tend(List.of(ready("stays", "n1"), ready("goes", "n2")));
        int before = cluster.writes().size();
        // When
        tend(List.of(find("stays"), find("goes")));
        // Then
        assertThat(cluster.writes()).hasSize(before);
    }

    @Test
    void aPodThatIsGoneMeanwhileIsNoFault() {
        // Given
        List<Pod> pods = List.of(ready("goes", "n2"), pod("idle", "n3", false, Map.of()));
        pods.forEach(pod -> cluster.client().resource(pod).delete());
        // When
        tend(pods);
        // Then
        assertThat(find("goes")).isNull();
    }

    private void tend(List<Pod> pods) {
        keeper.tend(pods, SeatedPods.of(pods, SHARE, POOL));
    }

    private Optional<String> cost(String pod) {
        return Optional.ofNullable(find(pod).getMetadata().getAnnotations()).map(a -> a.get(SeatedPods.DELETION_COST));
    }

    private Pod find(String pod) {
        return cluster.client().pods().inNamespace("team").withName(pod).get();
    }

    private Pod ready(String name, String node) {
        return pod(name, node, true, Map.of());
    }

    private Pod pod(String name, String node, boolean ready, Map<String, String> annotations) {
        PodCondition condition = new PodConditionBuilder()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .build();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("team")
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .addToNodeSelector("kubernetes.io/hostname", node)
                .endSpec()
                .withNewStatus()
                .withConditions(condition)
                .endStatus()
                .build();
        return cluster.client().resource(pod).create();
    }
}

package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.RankTable;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologyUngaterTest {
    private static final Share SHARE = new Share("p", "c", "cuda", 4, 4, "", List.of("n1", "n1", "n2", "n2"));
    private static final PoolBinding POOL = new PoolBinding("p", "nvidia.com/gpu", List.of(), Map.of(), RankTable.None);
    private final MockCluster cluster = new MockCluster();
    private final TopologyUngater ungater = new TopologyUngater(cluster.client());

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aRankGoesToTheNodeOfItsRank() {
        // Given
        List<Pod> pods =
                Stream.of("3", "0").map(rank -> gated("r" + rank, rank)).toList();
        // When
        ungater.lift(pods, SHARE, POOL);
        // Then
        assertThat(host("r0")).isEqualTo("n1");
        assertThat(host("r3")).isEqualTo("n2");
    }

    /** The mock server merges lists, where a real one replaces them: so the patch itself is looked at. */
    @Test
    void onlyOurGateIsTakenAway() {
        Map<String, Object> patch = TopologyUngater.patch(gated("a", "0"), "n1");
        assertThat(patch.get("spec"))
                .isEqualTo(Map.of(
                        "nodeSelector",
                        Map.of("kubernetes.io/hostname", "n1"),
                        "schedulingGates",
                        List.of(Map.of("name", "example.com/other"))));
    }

    @Test
    void podsWithoutRankFillTheNodesThatLackOne() {
        // Given: one pod runs on n1 already
        Pod running = cluster.client()
                .resource(base("old")
                        .editSpec()
                        .addToNodeSelector("kubernetes.io/hostname", "n1")
                        .endSpec()
                        .build())
                .create();
        List<Pod> pods = List.of(running, gated("a", null), gated("b", null), gated("c", null), gated("d", null));
        // When
        ungater.lift(pods, SHARE, POOL);
        // Then: the fifth waits until one goes
        assertThat(List.of(host("a"), host("b"), host("c"))).containsExactly("n1", "n2", "n2");
        assertThat(host("d")).isNull();
    }

    @Test
    void aStaleCopyDoesNotGiveANodeOutTwice() {
        // Given
        List<Pod> first = List.of(gated("a", null), gated("b", null));
        ungater.lift(first, SHARE, POOL);
        // When: the watch still shows the first two as they were born
        ungater.lift(Stream.concat(first.stream(), Stream.of(gated("c", null))).toList(), SHARE, POOL);
        // Then
        assertThat(host("c")).isEqualTo("n2");
    }

    private Pod gated(String name, String rank) {
        PodBuilder pod = base(name)
                .editSpec()
                .addNewSchedulingGate(Heterodyne.TOPOLOGY_GATE)
                .addNewSchedulingGate("example.com/other")
                .endSpec();
        if (rank != null) {
            pod.editMetadata()
                    .addToAnnotations("batch.kubernetes.io/job-completion-index", rank)
                    .endMetadata();
        }
        return cluster.client().resource(pod.build()).create();
    }

    private static PodBuilder base(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("team")
                .endMetadata()
                .withNewSpec()
                .endSpec();
    }

    private Pod pod(String name) {
        return cluster.client().pods().inNamespace("team").withName(name).get();
    }

    private String host(String name) {
        Map<String, String> selector = pod(name).getSpec().getNodeSelector();
        return selector == null ? null : selector.get("kubernetes.io/hostname");
    }
}

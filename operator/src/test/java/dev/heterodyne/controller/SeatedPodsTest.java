package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.RankTable;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeatedPodsTest {
    private static final PoolBinding POOL = new PoolBinding("p", "nvidia.com/gpu", List.of(), Map.of(), RankTable.None);

    @Test
    void aPodOnASeatThatWasGivenUpIsAstray() {
        SeatedPods pods = seated(List.of("n1", "n2"), ready("a", "n1"), ready("b", "n2"), ready("c", "n3"));
        assertThat(pods.readySeated()).isEqualTo(2);
        assertThat(pods.astrayServing())
                .extracting(p -> p.getMetadata().getName())
                .containsExactly("c");
        assertThat(pods.astrayIdle()).isEmpty();
        assertThat(pods.taken()).containsExactlyInAnyOrder("n1", "n2");
    }

    @Test
    void ofTwoPodsOnOneSeatTheReadyOneHasIt() {
        SeatedPods pods = seated(List.of("n1"), starting("a", "n1"), ready("b", "n1"));
        assertThat(pods.astrayIdle()).extracting(p -> p.getMetadata().getName()).containsExactly("a");
        assertThat(pods.wanted(2)).isEqualTo(1);
    }

    @Test
    void noServingPodGoesWhileASeatLacksOne() {
        // n2 was swapped for n3, whose pod is still starting
        SeatedPods pods = seated(List.of("n1", "n3"), ready("a", "n1"), marked(ready("b", "n2")), starting("c", "n3"));
        assertThat(pods.wanted(2)).isEqualTo(3);
    }

    @Test
    void theDeploymentShrinksOnlyOnceThoseWhoGoAreMarked() {
        Pod leaving = ready("c", "n3");
        assertThat(seated(List.of("n1", "n2"), ready("a", "n1"), ready("b", "n2"), leaving)
                        .wanted(3))
                .isEqualTo(3);
        assertThat(seated(List.of("n1", "n2"), ready("a", "n1"), ready("b", "n2"), marked(leaving))
                        .wanted(3))
                .isEqualTo(2);
    }

    @Test
    void podsThatTerminateOrAreOverDoNotCount() {
        Pod terminating = new PodBuilder(ready("a", "n1"))
                .editMetadata()
                .withDeletionTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .build();
        Pod failed = new PodBuilder(starting("b", "n9"))
                .editStatus()
                .withPhase("Failed")
                .endStatus()
                .build();
        SeatedPods pods = seated(List.of("n1"), terminating, failed);
        assertThat(pods.taken()).isEmpty();
        assertThat(pods.astray()).isEmpty();
        assertThat(pods.wanted(1)).isEqualTo(1);
    }

    @Test
    void aSurgeNodeIsASeat() {
        Share share = new Share("p", "c", "cuda", 1, 8, "", List.of("n1"), 1, List.of("n2"), List.of("n3"));
        SeatedPods pods = SeatedPods.of(List.of(ready("a", "n1"), ready("b", "n2"), ready("c", "n3")), share, POOL);
        assertThat(pods.taken()).containsExactlyInAnyOrder("n1", "n2");
        assertThat(pods.astrayServing()).hasSize(1);
    }

    private static SeatedPods seated(List<String> nodes, Pod... pods) {
        return SeatedPods.of(List.of(pods), new Share("p", "c", "cuda", nodes.size(), 8, "", nodes), POOL);
    }

    private static Pod ready(String name, String node) {
        return new PodBuilder(starting(name, node))
                .editStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod marked(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .addToAnnotations(SeatedPods.DELETION_COST, SeatedPods.FIRST_TO_GO)
                .endMetadata()
                .build();
    }

    private static Pod starting(String name, String node) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addToNodeSelector("kubernetes.io/hostname", node)
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }
}

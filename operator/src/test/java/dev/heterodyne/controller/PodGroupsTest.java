package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.RankTable;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PodGroup;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodGroupsTest {
    private static final PoolBinding POOL = new PoolBinding("p", "nvidia.com/gpu", List.of(), Map.of(), RankTable.None);

    @Test
    void eachPodOfAReplicaGoesToItsNode() {
        Map<String, String> hosts = assign(
                share("n1", "n2", "n3", "n4"), pod(1, 1, null), pod(0, 0, null), pod(1, 0, null), pod(0, 1, null));

        assertThat(hosts).isEqualTo(Map.of("set-0", "n1", "set-0-1", "n2", "set-1", "n3", "set-1-1", "n4"));
    }

    @Test
    void everyReplicaSitsOnOneSeatAndTheReadyOneGoesBefore() {
        List<Pod> pods = List.of(
                pod(0, 0, "n1"),
                ready(pod(1, 0, "n1")),
                ready(pod(1, 1, "n2")),
                pod(2, 0, "gone"),
                pod(3, 0, null),
                pod(4, 0, "n4"));

        assertThat(new PodGroups(pods, share("n1", "n2", "n4", "n3"), POOL, Set.of()).seated())
                .isEqualTo(Map.of(
                        "set-0", GroupPlan.Replica.ASTRAY, "set-1", 0, "set-2", GroupPlan.Replica.ASTRAY, "set-4", 1));
    }

    @Test
    void aPodThatComesAnewReturnsToTheSeatOfItsReplica() {
        // Given: the seats changed their order since the replicas were seated
        Map<String, String> hosts = assign(
                share("n3", "n4", "n1", "n2"), pod(0, 0, "n1"), pod(0, 1, null), pod(1, 0, null), pod(1, 1, null));

        assertThat(hosts).isEqualTo(Map.of("set-0-1", "n2", "set-1", "n3", "set-1-1", "n4"));
    }

    @Test
    void aReplicaBeyondTheSeatsWaits() {
        assertThat(assign(share("n1", "n2"), pod(0, 0, "n1"), pod(0, 1, "n2"), pod(1, 0, null)))
                .isEmpty();
    }

    @Test
    void aReplicaOnASeatThatIsNotTheShareAnyMoreGetsNoHalfOfAnother() {
        assertThat(assign(share("n1", "n2"), pod(0, 0, "gone"), pod(0, 1, null)))
                .isEmpty();
    }

    @Test
    void aRolloutUsesTheSurgeSeat() {
        Share share = new Share("p", "c", "cuda", 1, 16, "", List.of("n1", "n2"), 2, List.of("n5", "n6"), List.of());

        assertThat(assign(share, pod(0, 0, "n1"), pod(0, 1, "n2"), pod(1, 0, null), pod(1, 1, null)))
                .isEqualTo(Map.of("set-1", "n5", "set-1-1", "n6"));
    }

    @Test
    void aReplicaIsReadyWhenAllItsPodsAre() {
        List<Pod> pods =
                List.of(ready(pod(0, 0, "n1")), ready(pod(0, 1, "n2")), ready(pod(1, 0, "n3")), pod(1, 1, "n4"));

        assertThat(new PodGroups(pods, share("n1", "n2", "n3", "n4"), POOL, Set.of()).ready())
                .isEqualTo(1);
    }

    @Test
    void aReplicaDoesNotStartOnANodeThatIsClosed() {
        PodGroups groups = new PodGroups(
                List.of(pod(0, 0, null), pod(0, 1, null)), share("n1", "n2", "n3", "n4"), POOL, Set.of("n2"));

        assertThat(groups.assign(PodGroupsTest::host)).isEqualTo(Map.of("set-0", "n3", "set-0-1", "n4"));
    }

    @Test
    void aReplicaServesByARevisionWhenEveryPodRunsIt() {
        Share share = share("n1", "n2");
        List<Pod> rolled = List.of(revised(pod(0, 0, "n1"), "new"), revised(pod(0, 1, "n2"), "new"));
        List<Pod> half = List.of(revised(pod(0, 0, "n1"), "new"), revised(pod(0, 1, "n2"), "old"));

        assertThat(new PodGroups(rolled, share, POOL, Set.of()).serves("set-0", "new"))
                .isTrue();
        assertThat(new PodGroups(half, share, POOL, Set.of()).serves("set-0", "new"))
                .isFalse();
    }

    private static Pod revised(Pod pod, String revision) {
        return ready(pod)
                .edit()
                .editMetadata()
                .addToAnnotations(PodGroup.REVISION, revision)
                .endMetadata()
                .build();
    }

    private static Map<String, String> assign(Share share, Pod... pods) {
        return new PodGroups(List.of(pods), share, POOL, Set.of()).assign(PodGroupsTest::host);
    }

    private static Optional<String> host(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeSelector()).map(s -> s.get("kubernetes.io/hostname"));
    }

    private static Share share(String... nodes) {
        return new Share("p", "c", "cuda", nodes.length / 2, 16, "", List.of(nodes), 2, List.of(), List.of());
    }

    private static Pod pod(int group, int worker, String host) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("set-" + group + (worker == 0 ? "" : "-" + worker))
                .addToLabels(PodGroup.SET_NAME, "set-" + group)
                .addToLabels(PodGroup.WORKER_INDEX, String.valueOf(worker))
                .endMetadata()
                .withNewSpec()
                .withNodeSelector(host == null ? null : Map.of("kubernetes.io/hostname", host))
                .endSpec()
                .build();
    }

    private static Pod ready(Pod pod) {
        return pod.edit()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }
}

package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who has a place: priority, then age; value decides only among those. */
class OrderTest {
    private static TestCluster oneNodeEach() {
        return new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .pool("ascend-a", Chips.ASCEND, 1, 1, 8)
                .maturity("ascend-a", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.52, 50_000);
    }

    private static TrainingRequest gang(String name, int priority, long created, int accelerators, String... stacks) {
        TrainingRequest gang = Jobs.gang(name, created, 1, accelerators, stacks);
        return new TrainingRequest(
                gang.id(),
                priority,
                created,
                gang.policyName(),
                gang.model(),
                gang.variants(),
                gang.checkpoint(),
                gang.topology(),
                false,
                false);
    }

    /** Pool by job, as decided and as the exact solver has it. */
    private static Map<String, String> placed(TestCluster cluster) {
        List<Decision> decisions = cluster.run().decisions();
        ExactPlacement.Optimum optimum = new ExactPlacement(cluster.snapshot()).priorityFirst();
        assertThat(decisions.stream().map(d -> d.outcome() == Outcome.Placed))
                .as("as the exact solver gives places")
                .containsExactlyElementsOf(optimum.placed());
        return decisions.stream()
                .filter(d -> d.outcome() == Outcome.Placed)
                .collect(Collectors.toMap(
                        d -> d.job().name(), d -> d.shares().get(0).pool()));
    }

    @Test
    void anOldJobComesBeforeTwoYoungOnesThatTogetherAreWorthMore() {
        assertThat(placed(oneNodeEach()
                        .waits(
                                gang("young-1", 0, 2, 4, "cuda"),
                                gang("young-2", 0, 3, 4, "cuda"),
                                gang("old", 0, 1, 8, "cuda"))))
                .containsOnlyKeys("old");
    }

    @Test
    void priorityComesBeforeAge() {
        assertThat(placed(oneNodeEach().waits(gang("old", 0, 1, 8, "cuda"), gang("urgent", 1, 2, 8, "cuda"))))
                .containsOnlyKeys("urgent");
    }

    @Test
    void aJobThatWaitsDoesNotTakeThePlaceOfAnOlderOneThatHasNowhereElseToGo() {
        assertThat(placed(oneNodeEach()
                        .waits(
                                gang("old", 0, 1, 8, "cuda"),
                                gang("flexible", 0, 2, 8, "cuda", "cann"),
                                gang("young", 0, 3, 8, "cuda"))))
                .containsOnly(Map.entry("old", "h20-a"), Map.entry("flexible", "ascend-a"));
    }

    @Test
    void aHigherPriorityMakesRoomForALowerOneThatCouldNotRunAtAll() {
        assertThat(placed(oneNodeEach().waits(gang("urgent", 1, 1, 8, "cuda", "cann"), gang("rigid", 0, 2, 8, "cuda"))))
                .containsOnly(Map.entry("urgent", "ascend-a"), Map.entry("rigid", "h20-a"));
    }

    /** Without checkpoints the lower priority loses most of its work on ascend-a, so in all it would be better off on h20-a. */
    @Test
    void aHigherPriorityDoesNotGiveUpValueForThatOfALowerOne() {
        TrainingRequest urgent = gang("urgent", 1, 1, 8, "cuda", "cann");
        TrainingRequest later = new TrainingRequest(
                Jobs.gang("later", 2, 1, 8).id(),
                0,
                2,
                urgent.policyName(),
                urgent.model(),
                urgent.variants(),
                CheckpointPlan.NONE,
                urgent.topology(),
                false,
                false);
        TestCluster cluster = oneNodeEach()
                .maturity("ascend-a", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.52, 200)
                .policy(withoutFloor())
                .waits(urgent, later);
        ExactPlacement.Optimum inAll = new ExactPlacement(cluster.snapshot()).mostInAll();
        ExactPlacement.Optimum priorityFirst = new ExactPlacement(cluster.snapshot()).priorityFirst();

        assertThat(inAll.nodes().get(0)).as("what value alone would do").containsExactly("ascend-a-b1-n1");
        assertThat(inAll.value()).isGreaterThan(priorityFirst.value() + 0.01);
        assertThat(placed(cluster)).containsOnly(Map.entry("urgent", "h20-a"), Map.entry("later", "ascend-a"));
    }

    private static Policy withoutFloor() {
        return new Policy(
                Policy.DEFAULT_NAME,
                Map.of(),
                Map.of(),
                OriginMandate.NONE,
                Policy.DEFAULT.expectedDemand(),
                Policy.DEFAULT.qualification(),
                Policy.DEFAULT.reroute());
    }
}

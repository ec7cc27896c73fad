package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.InferenceRequest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A stack may have other bounds for replicas than the job. */
class StackBoundsTest {
    private static final int MOST_STEPS = 20;
    private static final double TOO_MUCH = 1e6;

    @Test
    void whereReplicasAreKeptTogetherTheBoundsOfTheStackHoldInsteadOfTheJobs() {
        Services chat = Services.named("chat").inOnePool().replicas(2, 6);

        assertThat(replicas(chat.load(TOO_MUCH).request("cuda"), "cuda", 1, 1)).isEqualTo(Map.of("h20-a", 1));
        assertThat(replicas(chat.load(TOO_MUCH).request("cuda"), "cuda", 2, 7)).isEqualTo(Map.of("h20-a", 7));
        assertThat(replicas(chat.load(0).request("cuda"), "cuda", 4, 6)).isEqualTo(Map.of("h20-a", 4));
        assertThat(replicas(chat.desired(5).request("cuda"), "cuda", 1, 3)).isEqualTo(Map.of("h20-a", 3));
    }

    @Test
    void thePoolThatHoldsTheLeastOfItsOwnStackIsTakenBeforeOneThatDoesNot() {
        InferenceRequest chat =
                Services.named("chat").inOnePool().replicas(2, 6).load(0).request();

        // No pool holds nine.
        assertThat(replicas(Services.bounded(chat, "cann", 9, 9), "cuda", 3, 3)).isEqualTo(Map.of("h20-a", 3));
        assertThat(replicas(Services.bounded(chat, "cuda", 9, 9), "cann", 3, 3)).isEqualTo(Map.of("ascend-a", 3));
    }

    @Test
    void inASplitTheBoundsOfAStackOnlySayWhatAPoolMayHold() {
        InferenceRequest chat =
                Services.named("chat").replicas(1, 8).load(TOO_MUCH).request();

        assertThat(replicas(Services.bounded(chat, "cuda", 3, 3), "cann", 1, 2))
                .isEqualTo(Map.of("ascend-a", 2, "h20-a", 3));
        assertThat(replicas(Services.bounded(chat, "cuda", 3, 8), "cann", 1, 8).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .as("the most of all")
                .isEqualTo(8);
    }

    @Test
    void aLoadThatTheBoundsOfTheStackDoNotCarryIsSaidToBeLimited() {
        InferenceRequest chat = Services.bounded(
                Services.named("chat").inOnePool().replicas(1, 8).load(TOO_MUCH).request("cuda"), "cuda", 1, 2);
        ServiceWorld world = settled(chat);

        assertThat(world.step().forecasts().get(chat.id()).shortfall()).contains(Reason.ReplicasLimited);
    }

    /** Replicas by pool once nothing moves any more, and the same at first. */
    private static Map<String, Integer> replicas(InferenceRequest job, String stack, int least, int most) {
        InferenceRequest bounded = Services.bounded(job, stack, least, most);
        ServiceWorld world = new ServiceWorld(cluster().waits(bounded).snapshot());
        world.step();
        Map<String, Integer> first = held(world, bounded);
        world.settle(MOST_STEPS);
        assertThat(held(world, bounded)).as("what was placed stays").isEqualTo(first);
        return first;
    }

    private static Map<String, Integer> held(ServiceWorld world, InferenceRequest job) {
        Map<String, Integer> held = new TreeMap<>();
        world.held(job).forEach(share -> held.put(share.pool(), share.replicas()));
        return held;
    }

    private static ServiceWorld settled(InferenceRequest job) {
        ServiceWorld world = new ServiceWorld(cluster().waits(job).snapshot());
        world.settle(MOST_STEPS);
        return world;
    }

    private static TestCluster cluster() {
        return new TestCluster().pool("h20-a", Chips.H20, 1, 1, 8).pool("ascend-a", Chips.ASCEND, 1, 1, 8);
    }
}

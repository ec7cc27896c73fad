package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.InferenceRequest;
import org.junit.jupiter.api.Test;

/** How a placed service follows its load. Pools of the story's chips, a replica on one accelerator each. */
class ResizeTest {
    private static final int MOST_STEPS = 20;

    /** Requests per second of one replica on an accelerator of each kind. */
    private static final double H20 = rate("cuda");

    private static final double ASCEND = rate("cann");

    private static double rate(String stack) {
        InferenceRequest alone = Services.named("alone").request(stack);
        ServiceWorld world = new ServiceWorld(cluster(8, 8).waits(alone).snapshot());
        world.step();
        return world.step().forecasts().get(alone.id()).requestsPerSecond();
    }

    private static TestCluster cluster(int h20, int ascend) {
        return new TestCluster().pool("h20-a", Chips.H20, 1, 1, h20).pool("ascend-a", Chips.ASCEND, 1, 1, ascend);
    }

    private static ServiceWorld settled(TestCluster cluster, InferenceRequest... services) {
        ServiceWorld world = new ServiceWorld(cluster.waits(services).snapshot());
        world.settle(MOST_STEPS);
        return world;
    }

    @Test
    void anUnchangedWorldResizesNothing() {
        InferenceRequest chat = Services.named("chat").load(3.5 * H20).request("cuda");
        ServiceWorld world = settled(cluster(8, 8), chat);

        CycleResult result = world.step();

        assertThat(result.resizes()).isEmpty();
        assertThat(world.replicas(chat, "h20-a")).isEqualTo(4);
        Forecast forecast = result.forecasts().get(chat.id());
        assertThat(forecast.requestsPerSecond()).isCloseTo(4 * H20, within(1e-6));
        assertThat(forecast.tokensPerSecond()).isCloseTo(400 * 4 * H20, within(1e-3));
        assertThat(forecast.timePerOutputToken()).isPositive();
        assertThat(forecast.timeToFirstToken()).isPositive();
        assertThat(forecast.headroom()).isCloseTo(0.5 / 3.5, within(1e-6));
        assertThat(forecast.shortfall()).isEmpty();
    }

    @Test
    void moreLoadGetsMoreReplicasAndSaysWhy() {
        Services chat = Services.named("chat");
        ServiceWorld world = settled(cluster(8, 8), chat.load(1.5 * H20).request("cuda"));

        world.change(chat.load(2.5 * H20).request("cuda"));
        Decision resize = world.step().resizes().get(0);

        assertThat(resize.shares().get(0).replicas()).isEqualTo(3);
        assertThat(resize.before().get(0).replicas()).isEqualTo(2);
        assertThat(resize.outcome()).isEqualTo(Outcome.Placed);
        assertThat(resize.candidates()).hasSize(2);
        assertThat(resize.message()).startsWith("h20-a 2 -> 3; load ");
        assertThat(world.ledger().used("h20-a", "h20-a-b1-n1")).isEqualTo(3);
    }

    @Test
    void lessLoadGivesReplicasBack() {
        Services chat = Services.named("chat");
        ServiceWorld world = settled(cluster(8, 8), chat.load(3.5 * H20).request("cuda"));

        world.change(chat.load(1.5 * H20).request("cuda"));
        world.settle(MOST_STEPS);

        assertThat(world.replicas(chat.request("cuda"), "h20-a")).isEqualTo(2);
    }

    @Test
    void aScalerOverridesTheLoad() {
        Services chat = Services.named("chat").load(1.5 * H20);
        ServiceWorld world = settled(cluster(8, 8), chat.request("cuda"));

        world.change(chat.desired(5).request("cuda"));
        world.settle(MOST_STEPS);
        assertThat(world.replicas(chat.request("cuda"), "h20-a")).isEqualTo(5);

        world.change(chat.desired(1).request("cuda"));
        world.settle(MOST_STEPS);
        assertThat(world.replicas(chat.request("cuda"), "h20-a")).isEqualTo(1);
    }

    @Test
    void whatOnePoolLacksSpillsOver() {
        Services chat = Services.named("chat");
        ServiceWorld world =
                settled(cluster(2, 2), chat.load(1.9 * Math.min(H20, ASCEND)).request());
        assertThat(world.pools(chat.request())).hasSize(1);
        InferenceRequest more = chat.load(1.9 * (H20 + ASCEND)).request();

        world.change(more);
        world.settle(MOST_STEPS);

        assertThat(world.pools(more)).containsExactly("ascend-a", "h20-a");
        assertThat(world.step().forecasts().get(more.id()).shortfall()).isEmpty();
    }

    @Test
    void whereNothingCarriesTheLoadTheForecastSaysWhatIsMissing() {
        InferenceRequest chat = Services.named("chat").load(3.5 * H20).request("cuda");
        ServiceWorld world = settled(cluster(2, 8), chat);

        Forecast forecast = world.step().forecasts().get(chat.id());

        assertThat(world.replicas(chat, "h20-a")).isEqualTo(2);
        assertThat(forecast.shortfall()).contains(Reason.WaitingForAccelerators);
        assertThat(forecast.message()).startsWith("2 replicas carry");
        assertThat(forecast.headroom()).isNegative();
    }

    @Test
    void theMostReplicasMayBeTooFew() {
        InferenceRequest chat =
                Services.named("chat").replicas(1, 2).load(3.5 * H20).request("cuda");

        Forecast forecast = settled(cluster(8, 8), chat).step().forecasts().get(chat.id());

        assertThat(forecast.shortfall()).contains(Reason.ReplicasLimited);
        assertThat(forecast.message()).endsWith("replicas.max allows no more");
    }

    @Test
    void growsOnlyAfterWaitingJobsOfHigherPriority() {
        Services chat = Services.named("chat");
        ServiceWorld low = settled(cluster(4, 1), chat.load(0.5 * H20).request("cuda"));
        low.change(chat.load(3.5 * H20).request("cuda"));
        low.change(Services.named("urgent").priority(10).load(1.5 * H20).request("cuda"));

        CycleResult result = low.step();

        assertThat(result.decisions()).allMatch(d -> d.outcome() == Outcome.Placed);
        assertThat(low.replicas(chat.request(), "h20-a")).isEqualTo(2);
    }

    @Test
    void growsBeforeWaitingJobsOfTheSamePriority() {
        Services chat = Services.named("chat");
        ServiceWorld world = settled(cluster(4, 1), chat.load(0.5 * H20).request("cuda"));
        world.change(chat.load(3.5 * H20).request("cuda"));
        world.change(Services.named("another").replicas(2, 2).request("cuda"));

        CycleResult result = world.step();

        assertThat(world.replicas(chat.request(), "h20-a")).isEqualTo(4);
        assertThat(result.decisions()).allMatch(d -> d.outcome() == Outcome.Pending);
    }

    @Test
    void anAvoidedPoolIsLeftForAnotherOneSurgeFirst() {
        Services chat = Services.named("chat").replicas(2, 4).load(1.5 * Math.min(H20, ASCEND));
        ServiceWorld world = settled(cluster(8, 8), chat.request());
        String home = world.pools(chat.request()).iterator().next();
        InferenceRequest avoiding = chat.avoiding(home).request();

        world.change(avoiding);
        Decision first = world.step().resizes().get(0);

        assertThat(first.before()).hasSize(1);
        assertThat(first.shares()).hasSize(2).contains(first.before().get(0));
        assertThat(first.candidates())
                .filteredOn(c -> c.pool().equals(home))
                .first()
                .satisfies(c -> assertThat(c.reason()).contains(Reason.CoolingDown));
        world.settle(MOST_STEPS);
        assertThat(world.pools(avoiding)).doesNotContain(home).hasSize(1);
    }

    @Test
    void seatsOnANodeThatIsGoneAreReplacedThenDropped() {
        InferenceRequest chat =
                Services.named("chat").replicas(2, 4).ofAccelerators(4).request("cuda");
        TestCluster cluster = new TestCluster().pool("h20-a", Chips.H20, 1, 3, 8);
        ServiceWorld world = settled(cluster, chat);
        String node = world.held(chat).get(0).nodes().get(0);
        world.ledger().capacity("h20-a", node, 0);
        world.allReady();

        Decision replaced = world.step().resizes().get(0);
        assertThat(replaced.shares().get(0).nodes()).hasSize(4).contains(node);

        world.settle(MOST_STEPS);
        assertThat(world.held(chat).get(0).nodes()).hasSize(2).doesNotContain(node);
    }

    @Test
    void aRolloutHoldsOneMoreSeatWhileItLasts() {
        InferenceRequest chat = Services.named("chat").replicas(2, 2).request("cuda");
        ServiceWorld world = settled(cluster(8, 8), chat);

        world.outdated(chat, "h20-a");
        Decision surge = world.step().resizes().get(0);
        assertThat(surge.shares().get(0).surgeNodes()).hasSize(1);
        assertThat(world.ledger().used("h20-a", "h20-a-b1-n1")).isEqualTo(3);
        assertThat(world.step().resizes()).isEmpty();

        world.outdated(chat);
        assertThat(world.step().resizes().get(0).shares().get(0).surgeNodes()).isEmpty();
        assertThat(world.step().resizes()).isEmpty();
    }

    @Test
    void whatTheLoadNoLongerNeedsIsLentUpToTheReserve() {
        Services chat = Services.named("chat").replicas(1, 8).reserving(3);
        ServiceWorld world = settled(cluster(8, 8), chat.load(4.5 * H20).request("cuda"));
        assertThat(world.held(chat.request()).get(0).lentNodes()).isEmpty();

        world.change(chat.load(0.5 * H20).request("cuda"));
        world.settle(MOST_STEPS);

        Share night = world.held(chat.request()).get(0);
        assertThat(night.replicas()).isEqualTo(1);
        assertThat(night.lentNodes()).hasSize(2);
        assertThat(world.ledger().used("h20-a", "h20-a-b1-n1")).isEqualTo(1);
    }

    @Test
    void whatIsLentIsKeptFromOthersAndGrownOnFirst() {
        Services chat = Services.named("chat").replicas(1, 8).reserving(4);
        ServiceWorld world = settled(cluster(4, 1), chat.load(0.5 * H20).request("cuda"));
        world.change(Services.named("another").request("cuda"));
        assertThat(world.step().decisions()).allMatch(d -> d.outcome() == Outcome.Pending);

        world.change(chat.load(3.5 * H20).request("cuda"));
        world.settle(MOST_STEPS);

        assertThat(world.replicas(chat.request(), "h20-a")).isEqualTo(4);
        assertThat(world.held(chat.request()).get(0).lentNodes()).isEmpty();
    }

    @Test
    void loadThatGoesUpAndDownByThreePercentMovesNothing() {
        Services chat = Services.named("chat");
        for (double base = 1.9; base < 2.2; base += 0.01) {
            ServiceWorld world =
                    settled(cluster(8, 8), chat.load(base * 1.03 * H20).request());
            for (int i = 0; i < 6; i++) {
                world.change(chat.load(base * (i % 2 == 0 ? 0.97 : 1.03) * H20).request());
                assertThat(world.step().resizes()).as("base %.2f", base).isEmpty();
                world.allReady();
            }
        }
    }

    @Test
    void trainingIsLeftAlone() {
        TestCluster cluster = cluster(8, 8);
        Share share = new Share("h20-a", "nvidia-h20", "cuda", 1, 8, "", java.util.List.of("h20-a-b1-n1"));

        CycleResult result =
                cluster.runs(Jobs.gang("train", 0, 1, 8, "cuda"), share).run();

        assertThat(result.resizes()).isEmpty();
        assertThat(result.forecasts()).isEmpty();
    }
}

package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.WorkloadKind;
import org.junit.jupiter.api.Test;

class ScarcityTest {
    private static TestCluster oneNodeEach() {
        return new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .pool("ascend-a", Chips.ASCEND, 1, 1, 8)
                .maturity("ascend-a", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.52, 50_000);
    }

    private static String pool(Decision decision) {
        assertThat(decision.shares()).as(decision.message()).hasSize(1);
        return decision.shares().get(0).pool();
    }

    @Test
    void aJobThatCanAlsoRunElsewhereMakesRoomForOneThatCannot() {
        TestCluster cluster = oneNodeEach()
                .waits(Jobs.gang("flexible", 1, 1, 8, "cuda", "cann"), Jobs.gang("rigid", 2, 1, 8, "cuda"));

        Decision flexible = cluster.decide("flexible");

        assertThat(pool(flexible)).isEqualTo("ascend-a");
        assertThat(pool(cluster.decide("rigid"))).isEqualTo("h20-a");
        assertThat(flexible.message()).contains("h20-a would give", "but is worth 1.00 to others");
    }

    @Test
    void aloneTheSameJobTakesWhatServesItBest() {
        TestCluster cluster = oneNodeEach().waits(Jobs.gang("flexible", 1, 1, 8, "cuda", "cann"));

        assertThat(pool(cluster.decide("flexible"))).isEqualTo("h20-a");
    }

    @Test
    void aHighPriceDoesNotLeaveAnAcceleratorIdle() {
        TestCluster cluster = oneNodeEach()
                .waits(Jobs.gang("cuda-1", 2, 1, 8, "cuda"), Jobs.gang("cuda-2", 3, 1, 8, "cuda"))
                .waits(Jobs.gang("small", 1, 1, 4, "cuda"));

        Decision small = cluster.decide("small");

        assertThat(pool(small)).isEqualTo("h20-a");
        assertThat(cluster.decide("cuda-1").reason()).contains(Reason.WaitingForAccelerators);
    }

    /** Inference that runs nowhere else and trains no one: each kind is charged only what the other would get. */
    @Test
    void aKindIsNotChargedItsOwnDemand() {
        CycleResult result = oneNodeEach()
                .waits(Jobs.gang("a", 1, 1, 8, "cuda"), Jobs.gang("b", 2, 1, 8, "cuda"))
                .run();

        assertThat(result.prices().get("h20-a").get(WorkloadKind.TRAINING)).isZero();
        assertThat(result.prices().get("h20-a").get(WorkloadKind.INFERENCE)).isEqualTo(1, within(1e-9));
    }

    @Test
    void whileTheClusterIsQuietPricesFollowTheExpectedDemand() {
        CycleResult result = oneNodeEach().run();

        assertThat(result.prices()).containsOnlyKeys("h20-a", "ascend-a");
        assertThat(result.prices().get("h20-a").get(WorkloadKind.INFERENCE))
                .as("60 %% of the cluster is expected to train, and trains best on h20-a")
                .isPositive();
    }
}

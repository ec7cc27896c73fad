package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.QualificationPolicy;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** All canary runs together hold a bounded part of a pool that has yet to earn its floor. */
class CanaryLimitTest {
    /** Eight nodes of 8, far below the floor for training. */
    private static TestCluster cluster() {
        return new TestCluster().pool("ascend", Chips.ASCEND, 2, 4, 8);
    }

    private static TrainingRequest canary(String name, int created, int accelerators) {
        TrainingRequest job = Jobs.gang(name, created, 1, accelerators, "cann");
        return new TrainingRequest(
                job.id(),
                job.priority(),
                job.createdMillis(),
                job.policyName(),
                job.model(),
                job.variants(),
                job.checkpoint(),
                job.topology(),
                true,
                false);
    }

    private static Policy atMost(int accelerators) {
        return Policy.DEFAULT.with(new QualificationPolicy(3, accelerators, 0, Duration.ofDays(30), 0.25));
    }

    private static Share onNode(String node, int accelerators) {
        return new Share("ascend", "ascend-910c", "cann", 1, accelerators, node, List.of(node));
    }

    @Test
    void canariesOfOneCycleShareTheBound() {
        CycleResult result = cluster()
                .waits(canary("first", 1, 8), canary("second", 2, 8), canary("third", 3, 8))
                .run();

        assertThat(result.decisions())
                .extracting(Decision::outcome)
                .containsExactly(Outcome.Placed, Outcome.Placed, Outcome.Pending);
        Decision third = result.decisions().get(2);
        assertThat(third.reason()).contains(Reason.CanaryLimitReached);
        assertThat(third.message())
                .isEqualTo("waits: ascend: needs 8 accelerators, canary runs hold 16 of the 16 that"
                        + " qualification.maxAccelerators allows them");
    }

    @Test
    void canariesThatRunAlreadyCount() {
        TestCluster cluster = cluster().runs(canary("runs", 0, 8), onNode("ascend-b1-n1", 8));

        assertThat(cluster.waits(canary("job", 1, 8)).decide("job").outcome()).isEqualTo(Outcome.Placed);
        assertThat(cluster.waits(canary("next", 2, 4)).decide("next").reason()).contains(Reason.CanaryLimitReached);
    }

    @Test
    void othersDoNotCount() {
        Decision decision = cluster()
                .runs(Jobs.gang("flagship", 0, 1, 8, "cann"), onNode("ascend-b1-n1", 8))
                .policy(atMost(8))
                .waits(canary("job", 1, 8))
                .decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Placed);
    }

    @Test
    void aCanaryThatIsTooLargeByItselfIsBelowTheFloor() {
        assertThat(cluster()
                        .policy(atMost(7))
                        .waits(canary("job", 1, 8))
                        .decide("job")
                        .reason())
                .contains(Reason.MaturityBelowFloor);
    }

    @Test
    void whereThePoolHasEarnedItsFloorNothingIsCounted() {
        TestCluster earned = cluster()
                .maturity("ascend", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.95, 5_000_000)
                .policy(atMost(8));

        assertThat(earned.waits(canary("first", 1, 8), canary("second", 2, 8))
                        .run()
                        .decisions())
                .extracting(Decision::outcome)
                .containsOnly(Outcome.Placed);
    }

    @Test
    void aQuarantinedPoolCountsWhateverItsMaturity() {
        TestCluster quarantined = cluster()
                .maturity("ascend", WorkloadKind.TRAINING, MaturityState.QUARANTINED, 0.95, 5_000_000)
                .policy(atMost(8));

        assertThat(quarantined
                        .waits(canary("first", 1, 8), canary("second", 2, 8))
                        .run()
                        .decisions())
                .extracting(Decision::outcome)
                .containsExactly(Outcome.Placed, Outcome.Pending);
    }

    @Property(tries = 200)
    void noCycleGivesCanariesMoreThanTheBound(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 8) Integer> sizes,
            @ForAll @IntRange(min = 1, max = 40) int most,
            @ForAll @IntRange(max = 8) int held) {
        TestCluster cluster = cluster().pool("h20", Chips.H20, 1, 1, 8).policy(atMost(most));
        if (held > 0) {
            cluster.runs(canary("runs", 0, held), onNode("ascend-b1-n1", held));
        }
        for (int i = 0; i < sizes.size(); i++) {
            TrainingRequest job = canary("job-" + i, i, sizes.get(i));
            cluster.waits(i % 2 == 0 ? job : Jobs.gang(job.id().name(), i, 1, sizes.get(i), "cuda", "cann"));
        }

        int given = cluster.run().decisions().stream()
                .flatMap(d -> d.shares().stream())
                .filter(s -> s.pool().equals("ascend"))
                .mapToInt(Share::accelerators)
                .sum();

        assertThat(given).isLessThanOrEqualTo(Math.max(0, most - held));
        if (sizes.get(0) + held <= most) {
            assertThat(given).isPositive();
        }
    }
}

package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.reroute.Restrictions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where a job goes whose past, or whose spec, rules some of the cluster out. */
class RerouteDecisionTest {
    private static final Verdict COOLING = new Verdict(Reason.CoolingDown, "failed it in 2 attempts");
    private static final Verdict USED_UP = new Verdict(Reason.AttemptsUsedUp, "failed it in 3 attempts");

    /** Two nodes of 8 in either pool; the job is worth more on h20. */
    private static TestCluster cluster() {
        return new TestCluster()
                .pool("h20", Chips.H20, 1, 2, 8)
                .pool("ascend", Chips.ASCEND, 1, 2, 8)
                .maturity("ascend", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.52, 50_000);
    }

    private static TrainingRequest job() {
        return Jobs.gang("job", 0, 1, 8, "cuda", "cann");
    }

    private static Restrictions barred(Map<String, Verdict> pools) {
        return new Restrictions(pools, Set.of(), Optional.empty(), Optional.empty());
    }

    private static Restrictions avoiding(String... nodes) {
        return new Restrictions(
                Map.of(), Arrays.stream(nodes).collect(Collectors.toSet()), Optional.empty(), Optional.empty());
    }

    private static Candidate candidate(Decision decision, String pool) {
        return decision.candidates().stream()
                .filter(c -> c.pool().equals(pool))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> nodes(Decision decision) {
        return decision.shares().stream().flatMap(s -> s.nodes().stream()).toList();
    }

    // Pools

    @Test
    void aPoolThatCoolsDownIsLeftForTheNextAndTheSentenceSaysSo() {
        assertThat(cluster().waits(job()).decide("job").shares())
                .extracting(Share::pool)
                .containsExactly("h20");

        Decision decision =
                cluster().waits(job().with(barred(Map.of("h20", COOLING)))).decide("job");

        assertThat(decision.shares()).extracting(Share::pool).containsExactly("ascend");
        assertThat(candidate(decision, "h20").reason()).contains(Reason.CoolingDown);
        assertThat(decision.message()).contains("h20 would give", " and is cooling down: failed it in 2 attempts");
    }

    @Test
    void aJobWaitsForACooldownAndIsRejectedWhenAllAttemptsAreUsedUp() {
        Decision waits = cluster()
                .waits(job().with(barred(Map.of("h20", COOLING, "ascend", USED_UP))))
                .decide("job");
        assertThat(waits.outcome()).isEqualTo(Outcome.Pending);
        assertThat(waits.reason()).contains(Reason.CoolingDown);
        assertThat(waits.message()).startsWith("waits: ").contains("h20: failed it in 2", "ascend: failed it in 3");

        Decision never = cluster()
                .waits(job().with(barred(Map.of("h20", USED_UP, "ascend", USED_UP))))
                .decide("job");
        assertThat(never.outcome()).isEqualTo(Outcome.Rejected);
        assertThat(never.reason()).contains(Reason.AttemptsUsedUp);
    }

    @Test
    void aBarredPoolIsNotInDemand() {
        TestCluster demanded = cluster();
        TestCluster barred = cluster();
        for (int i = 0; i < 8; i++) {
            TrainingRequest gang = Jobs.gang("job-" + i, i, 1, 8, "cuda");
            demanded.waits(gang);
            barred.waits(gang.with(barred(Map.of("h20", COOLING))));
        }
        Policy quiet = new Policy(Policy.DEFAULT_NAME, Map.of(), Map.of(), OriginMandate.NONE, Map.of());

        assertThat(priceOfH20(demanded.policy(quiet))).isPositive();
        assertThat(priceOfH20(barred.policy(quiet))).isZero();
    }

    private static double priceOfH20(TestCluster cluster) {
        return cluster.run().prices().get("h20").get(WorkloadKind.INFERENCE);
    }

    @Test
    void onlyThePoolsThatTheJobNamesTakeIt() {
        Decision decision = cluster().waits(job().in(Set.of("ascend"))).decide("job");

        assertThat(decision.shares()).extracting(Share::pool).containsExactly("ascend");
        assertThat(candidate(decision, "h20").reason()).contains(Reason.PoolNotSelected);
        assertThat(decision.message()).contains("spec.pools names only ascend; add it to try here");
    }

    @Test
    void aJobThatNamesNoPoolOfTheClusterIsRejected() {
        Decision decision = cluster().waits(job().in(Set.of("h100", "gaudi"))).decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Rejected);
        assertThat(decision.reason()).contains(Reason.PoolNotSelected);
        assertThat(decision.message()).contains("spec.pools names only gaudi and h100");
    }

    // Checkpoints

    @Test
    void aJobWaitsRatherThanLoseItsCheckpoint() {
        Restrictions cudaOnly =
                new Restrictions(Map.of("h20", COOLING), Set.of(), Optional.of("cuda"), Optional.empty());

        Decision decision = cluster().waits(job().with(cudaOnly)).decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Pending);
        assertThat(candidate(decision, "ascend").reason()).contains(Reason.CheckpointNotPortable);
        assertThat(candidate(decision, "ascend").message())
                .isEqualTo(
                        "checkpoints of stack cuda cannot be read on cann; set checkpoint.portable: true if they can");
    }

    @Test
    void whereOnlyTheCheckpointIsInTheWayTheJobWaitsAndSaysSo() {
        Restrictions cudaOnly =
                new Restrictions(Map.of("h20", USED_UP), Set.of(), Optional.of("cuda"), Optional.empty());

        Decision decision = cluster().waits(job().with(cudaOnly)).decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Pending);
        assertThat(decision.reason()).contains(Reason.CheckpointNotPortable);
    }

    // Mandate

    private static TestCluster mandated() {
        return new TestCluster()
                .pool("h20", Chips.H20, 1, 2, 8)
                .pool("ascend", Chips.ASCEND, 1, 2, 8)
                .policy(new Policy(
                        Policy.DEFAULT_NAME,
                        Map.of(),
                        Map.of(WorkloadKind.TRAINING, 0.5),
                        new OriginMandate(OriginMandate.Mode.REQUIRE, Set.of("CN"), 0),
                        Map.of()));
    }

    @Test
    void aMandateDoesNotConflictWithTheFloorWhereAPoolOnlyCoolsDown() {
        assertThat(mandated().waits(job()).decide("job").reason()).contains(Reason.MandateConflictsWithFloor);

        Decision decision = mandated()
                .pool("earned", Chips.ASCEND, 1, 2, 8)
                .maturity("earned", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.9, 50_000)
                .waits(job().with(barred(Map.of("earned", COOLING))))
                .decide("job");

        assertThat(decision.reason()).contains(Reason.CoolingDown);
    }

    @Test
    void aMandateConflictsWithTheFloorWhereTheOnlyOtherPoolIsUsedUp() {
        Decision decision = mandated()
                .pool("earned", Chips.ASCEND, 1, 2, 8)
                .maturity("earned", WorkloadKind.TRAINING, MaturityState.QUALIFIED, 0.9, 50_000)
                .waits(job().with(barred(Map.of("earned", USED_UP))))
                .decide("job");

        assertThat(decision.reason()).contains(Reason.MandateConflictsWithFloor);
        assertThat(decision.message()).contains("ascend has not earned training there");
    }

    @Test
    void whatNeverChangesIsNamedBeforeWhatCanBeEarned() {
        Decision decision = mandated()
                .waits(job().with(barred(Map.of("ascend", USED_UP, "h20", COOLING))))
                .decide("job");

        assertThat(candidate(decision, "ascend").reason()).contains(Reason.AttemptsUsedUp);
        assertThat(candidate(decision, "h20").reason()).contains(Reason.OriginNotAllowed);
    }

    // Nodes

    @Test
    void nodesThatFailedTheJobAreLeftOut() {
        assertThat(nodes(cluster().waits(job()).decide("job"))).containsExactly("h20-b1-n1");

        assertThat(nodes(cluster()
                        .waits(job().with(avoiding("h20-b1-n1", "gone")))
                        .decide("job")))
                .containsExactly("h20-b1-n2");
    }

    @Test
    void othersTakeThem() {
        CycleResult result = cluster()
                .waits(
                        Jobs.gang("first", 0, 1, 8, "cuda").with(avoiding("h20-b1-n1")),
                        Jobs.gang("second", 1, 1, 8, "cuda"))
                .run();

        assertThat(result.decisions())
                .extracting(RerouteDecisionTest::nodes)
                .containsExactly(List.of("h20-b1-n2"), List.of("h20-b1-n1"));
    }

    @Test
    void aGangThatCannotDoWithoutThemTakesThem() {
        TrainingRequest wide = Jobs.gang("job", 0, 2, 8, "cuda").with(avoiding("h20-b1-n1"));

        assertThat(nodes(cluster().waits(wide).decide("job"))).containsExactly("h20-b1-n1", "h20-b1-n2");
    }

    @Test
    void aJobWaitsForAGoodNodeThatOthersHold() {
        TrainingRequest avoiding = Jobs.gang("job", 0, 1, 8, "cuda").with(avoiding("h20-b1-n1"));
        Share held = new Share("h20", "nvidia-h20", "cuda", 1, 8, "h20-b1-n2", List.of("h20-b1-n2"));

        Decision decision = cluster()
                .runs(Jobs.gang("other", 0, 1, 8, "cuda"), held)
                .waits(avoiding)
                .decide("job");

        assertThat(decision.outcome()).isEqualTo(Outcome.Pending);
        assertThat(candidate(decision, "h20").reason()).contains(Reason.WaitingForAccelerators);
        assertThat(candidate(decision, "h20").message()).endsWith("; 1 nodes that failed it are avoided");
    }

    @Test
    void avoidingRespectsTheTopologyAskedFor() {
        TrainingRequest inOneBlock = new TrainingRequest(
                job().id(),
                0,
                0,
                Policy.DEFAULT_NAME,
                job().model(),
                Jobs.gang("job", 0, 2, 8, "cuda").variants(),
                job().checkpoint(),
                new TopologyAsk(Optional.of("block"), Optional.empty()),
                false,
                false);
        TestCluster twoBlocks = new TestCluster().pool("h20", Chips.H20, 2, 2, 8);

        Decision decision =
                twoBlocks.waits(inOneBlock.with(avoiding("h20-b1-n2"))).decide("job");

        assertThat(nodes(decision)).containsExactly("h20-b2-n1", "h20-b2-n2");
    }
}

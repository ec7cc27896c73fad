package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.ReplicaBounds;
import dev.heterodyne.placement.model.Slo;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MultiPodReplicasTest {
    private static InferenceRequest service(String name, int replicas, int acceleratorsPerReplica, int podsPerReplica) {
        return new InferenceRequest(
                new JobId(WorkloadKind.INFERENCE, "serving", name),
                0,
                0,
                "default",
                Model.NOMINAL,
                List.of(new Variant(
                        "cuda",
                        replicas,
                        acceleratorsPerReplica,
                        new Parallelism(acceleratorsPerReplica, 1, 1),
                        podsPerReplica)),
                new ReplicaBounds(replicas, replicas, OptionalInt.empty()),
                Load.NOMINAL,
                Slo.NONE,
                1);
    }

    private static TestCluster twoBlocks() {
        return new TestCluster().pool("h20-a", Chips.H20, 2, 3, 8);
    }

    @Test
    void aReplicaLargerThanANodeLiesInOneBlock() {
        Share share = only(twoBlocks().waits(service("big", 2, 16, 2)).decide("big"));

        assertThat(share.replicas()).isEqualTo(2);
        assertThat(share.podsPerReplica()).isEqualTo(2);
        assertThat(share.accelerators()).isEqualTo(32);
        assertThat(share.nodes()).hasSize(4).doesNotHaveDuplicates();
        assertThat(block(share, 0)).isEqualTo(block(share, 1));
        assertThat(block(share, 2)).isEqualTo(block(share, 3));
    }

    @Test
    void whatReplicasLeaveOfTheBlocksStillHoldsOneThatSpansThem() {
        Share share = only(twoBlocks().waits(service("big", 3, 16, 2)).decide("big"));

        assertThat(share.nodes()).hasSize(6).doesNotHaveDuplicates();
        assertThat(block(share, 4)).isNotEqualTo(block(share, 5));
        assertThat(share.domain()).isEmpty();
    }

    @Test
    void podsOfAReplicaShareANodeThatHasRoom() {
        Share share = only(twoBlocks().waits(service("small", 1, 8, 2)).decide("small"));

        assertThat(share.nodes()).hasSize(2).containsOnly(share.nodes().get(0));
    }

    @Test
    void theLedgerBooksWhatAPodTakesAndNotWhatItsReplicaDoes() {
        CycleResult result = twoBlocks()
                .waits(service("first", 2, 8, 2), service("second", 8, 4, 1))
                .run();

        assertThat(result.decisions()).extracting(Decision::outcome).containsOnly(Outcome.Placed);
    }

    @Test
    void moreReplicasThanFitWait() {
        Decision decision = twoBlocks()
                .waits(service("first", 2, 16, 2), service("second", 2, 16, 2))
                .decide("second");

        assertThat(decision.reason()).contains(Reason.WaitingForAccelerators);
        assertThat(decision.message()).contains("needs 2 x 16 accelerators, has room for 1");
    }

    @Test
    void aReplicaOfOnePodThatFitsNoNodeIsToldWhatWouldHelp() {
        Decision decision = twoBlocks().waits(service("big", 1, 16, 1)).decide("big");

        assertThat(decision.reason()).contains(Reason.NoDomainLargeEnough);
        assertThat(decision.message())
                .contains("a replica needs 16 accelerators, the largest node has 8; set podsPerReplica");
    }

    @Test
    void aPodThatFitsNoNodeIsTooLarge() {
        Decision decision = twoBlocks().waits(service("big", 1, 32, 2)).decide("big");

        assertThat(decision.reason()).contains(Reason.NoDomainLargeEnough);
        assertThat(decision.message()).contains("a pod of a replica needs 16 accelerators, the largest node has 8");
    }

    @Test
    void withoutLeaderWorkerSetOnlyReplicasOfOnePodArePlaced() {
        Snapshot with = twoBlocks()
                .waits(service("big", 1, 16, 2), service("plain", 1, 8, 1))
                .snapshot();
        Snapshot without =
                new Snapshot(with.pools(), with.policies(), with.waiting(), with.placed(), with.ledger(), false);

        List<Decision> decisions = new SchedulingCycle().run(without).decisions();

        assertThat(decisions)
                .filteredOn(d -> d.job().name().equals("big"))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.outcome()).isEqualTo(Outcome.Pending);
                    assertThat(d.reason()).contains(Reason.LeaderWorkerSetMissing);
                    assertThat(d.message()).contains("https://lws.sigs.k8s.io", "podsPerReplica to 1");
                });
        assertThat(decisions)
                .filteredOn(d -> d.job().name().equals("plain"))
                .extracting(Decision::outcome)
                .containsExactly(Outcome.Placed);
    }

    private static Share only(Decision decision) {
        assertThat(decision.shares()).as(decision.message()).hasSize(1);
        return decision.shares().get(0);
    }

    private static String block(Share share, int pod) {
        return share.nodes().get(pod).replaceAll("-n\\d+$", "");
    }
}

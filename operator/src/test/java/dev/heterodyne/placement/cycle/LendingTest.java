package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may use what a service lends, and who gives it back when the service wants it again. */
class LendingTest {
    private static final String POOL = "h20-a";

    /** Nodes of 8, the service's replicas of 8. */
    private static TestCluster cluster(int nodes) {
        return new TestCluster().pool(POOL, Chips.H20, 1, nodes, 8);
    }

    private static String node(int number) {
        return POOL + "-b1-n" + number;
    }

    private static List<String> nodes(int... numbers) {
        List<String> names = new ArrayList<>();
        for (int number : numbers) {
            names.add(node(number));
        }
        return names;
    }

    private static InferenceRequest chat(int desired) {
        return Services.named("chat")
                .replicas(1, 4)
                .ofAccelerators(8)
                .desired(desired)
                .reserving(2)
                .request("cuda");
    }

    private static Share serving(List<String> nodes, List<String> lent) {
        return new Share(POOL, "nvidia-h20", "cuda", nodes.size(), 8, "", nodes, 1, List.of(), lent);
    }

    private static Share training(List<String> nodes, int each) {
        return new Share(POOL, "nvidia-h20", "cuda", nodes.size(), each, "", nodes);
    }

    private static TrainingRequest gang(String name, int replicas) {
        return Jobs.gang(name, 1, replicas, 8, "cuda");
    }

    private static TrainingRequest borrower(String name, int replicas) {
        return gang(name, replicas).borrowing();
    }

    private static Decision decision(CycleResult result, String name) {
        return result.decisions().stream()
                .filter(d -> d.job().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> nodesOf(Decision decision) {
        return decision.shares().stream().flatMap(s -> s.nodes().stream()).toList();
    }

    private static List<String> victims(CycleResult result) {
        return result.preemptions().stream().map(p -> p.victim().name()).toList();
    }

    // What is lent

    @Test
    void whatIsLentIsKeptFromTrainingThatGivesNothingBack() {
        CycleResult result = cluster(3)
                .runs(chat(1), serving(nodes(1), nodes(2)))
                .waits(gang("flagship", 2))
                .run();

        Decision decision = decision(result, "flagship");
        assertThat(decision.outcome()).isEqualTo(Outcome.Pending);
        assertThat(decision.message())
                .contains("needs 16 accelerators, 8 are free; 8 more are lent to preemptible training alone");
    }

    @Test
    void anotherServiceThatWaitsIsToldOfIt() {
        CycleResult result = cluster(2)
                .runs(chat(1), serving(nodes(1), nodes(2)))
                .waits(Services.named("other").ofAccelerators(8).inOnePool().request("cuda"))
                .run();

        assertThat(decision(result, "other").message())
                .contains("needs 1 x 8 accelerators, has room for 0; 8 more are lent to preemptible training alone");
    }

    @Test
    void preemptibleTrainingBorrowsItAndTheDecisionSaysSo() {
        CycleResult result = cluster(3)
                .runs(chat(1), serving(nodes(1), nodes(2)))
                .waits(borrower("night", 2))
                .run();

        Decision decision = decision(result, "night");
        assertThat(nodesOf(decision)).containsExactlyInAnyOrder(node(2), node(3));
        assertThat(decision.message()).contains("borrows 8 accelerators that serving/chat lends");
        assertThat(result.ledger().reservationsOf(decision.job())).hasSize(1);
        assertThat(result.preemptions()).isEmpty();
    }

    @Test
    void whatIsFreeIsUsedBeforeWhatIsLent() {
        CycleResult result = cluster(3)
                .runs(chat(1), serving(nodes(1), nodes(2)))
                .waits(borrower("night", 1))
                .run();

        assertThat(nodesOf(decision(result, "night"))).containsExactly(node(3));
        assertThat(decision(result, "night").message()).doesNotContain("borrows");
    }

    @Test
    void anotherServiceDoesNotStartOnIt() {
        CycleResult result = cluster(2)
                .runs(chat(1), serving(nodes(1), nodes(2)))
                .waits(Services.named("another").ofAccelerators(8).request("cuda"))
                .run();

        assertThat(decision(result, "another").outcome()).isEqualTo(Outcome.Pending);
    }

    @Test
    void aNodeOnWhichABorrowerSitsHasTheRestFree() {
        // Of 8 accelerators 4 are lent and 4 are a borrower's: which is nowhere said, so the other 4 are free.
        TestCluster cluster = cluster(1)
                .runs(
                        Services.named("chat")
                                .ofAccelerators(4)
                                .desired(0)
                                .replicas(1, 4)
                                .reserving(1)
                                .request("cuda"),
                        new Share(POOL, "nvidia-h20", "cuda", 0, 4, "", List.of(), 1, List.of(), nodes(1)))
                .runs(borrower("night", 1), training(nodes(1), 4));

        PoolView view = view(cluster, List.of(borrower("night", 1)));
        view.lend(node(1), 4);

        assertThat(view.freeTotal()).isEqualTo(4);
        assertThat(view.keptForBorrowers()).isZero();
    }

    private static PoolView view(TestCluster cluster, List<Request> borrowers) {
        return new PoolView(
                cluster.snapshot().pools().get(0),
                cluster.ledger(),
                borrowers.stream().map(Request::id).collect(java.util.stream.Collectors.toSet()));
    }

    // Giving back

    @Test
    void aServiceThatGrowsAsksWhoSitsOnItsSeats() {
        TestCluster cluster =
                cluster(2).runs(chat(2), serving(nodes(1), nodes(2))).runs(borrower("night", 1), training(nodes(2), 8));

        CycleResult result = cluster.run();

        assertThat(result.resizes()).isEmpty();
        assertThat(result.preemptions())
                .containsExactly(new Preemption(
                        borrower("night", 1).id(),
                        chat(2).id(),
                        POOL,
                        "InferenceJob serving/chat needs the accelerators of pool h20-a again that it lends"));
        assertThat(cluster.run().preemptions()).as("asked again").isEqualTo(result.preemptions());
    }

    @Test
    void whoWasAskedDoesNotComeBackBeforeTheServiceHasItsSeat() {
        TestCluster cluster = cluster(2)
                .runs(chat(2), serving(nodes(1), nodes(2)))
                .runs(borrower("other", 1), training(nodes(1), 0))
                .waits(
                        borrower("night", 1),
                        gang("day", 1),
                        borrower("urgent", 1).at(100));
        cluster.ledger().observedUse(borrower("night", 1).id(), POOL, node(2), 8);

        CycleResult leaving = cluster.run();
        assertThat(victims(leaving)).isEmpty();
        assertThat(leaving.resizes()).isEmpty();
        assertThat(leaving.decisions()).allMatch(d -> d.outcome() == Outcome.Pending);

        cluster.ledger().observedUse(borrower("night", 1).id(), POOL, node(2), 0);
        CycleResult left = cluster.run();
        assertThat(left.resizes()).hasSize(1);
        assertThat(left.resizes().get(0).shares().get(0).nodes()).containsExactlyInAnyOrder(node(1), node(2));
        assertThat(left.resizes().get(0).shares().get(0).lentNodes()).isEmpty();
        assertThat(left.decisions()).allMatch(d -> d.outcome() == Outcome.Pending);
    }

    @Test
    void onItsOwnSeatsAServiceAsksAlsoWhoIsMoreImportant() {
        assertThat(victims(cluster(2)
                        .runs(chat(2), serving(nodes(1), nodes(2)))
                        .runs(borrower("vip", 1).at(50), training(nodes(2), 8))
                        .run()))
                .containsExactly("vip");
    }

    @Test
    void elsewhereItAsksNobodyMoreImportantAndNobodyWhoGivesNothingBack() {
        assertThat(victims(cluster(2)
                        .runs(chat(2), serving(nodes(1), List.of()))
                        .runs(borrower("vip", 1).at(50), training(nodes(2), 8))
                        .run()))
                .isEmpty();
        assertThat(victims(cluster(2)
                        .runs(chat(2), serving(nodes(1), List.of()))
                        .runs(gang("flagship", 1), training(nodes(2), 8))
                        .run()))
                .isEmpty();
        assertThat(victims(cluster(2)
                        .runs(chat(2), serving(nodes(1), List.of()))
                        .runs(borrower("night", 1), training(nodes(2), 8))
                        .run()))
                .containsExactly("night");
    }

    @Test
    void asFewJobsAsWillDoLeaveTheLeastImportantAndYoungestFirst() {
        TestCluster cluster = cluster(5)
                .runs(chat(3), serving(nodes(1), List.of()))
                .runs(Jobs.gang("old", 1, 1, 8, "cuda").borrowing(), training(nodes(2), 8))
                .runs(Jobs.gang("young", 9, 1, 8, "cuda").borrowing(), training(nodes(3), 8))
                .runs(Jobs.gang("wide", 1, 2, 8, "cuda").borrowing(), training(nodes(4, 5), 8));

        assertThat(victims(cluster.run())).containsExactly("wide");
    }

    @Test
    void ofEqualJobsTheYoungestOfTheLowestPriorityLeaves() {
        TestCluster cluster = cluster(4)
                .runs(chat(2), serving(nodes(1), List.of()))
                .runs(Jobs.gang("low-old", 1, 1, 8, "cuda").borrowing().at(-5), training(nodes(2), 8))
                .runs(Jobs.gang("low-young", 9, 1, 8, "cuda").borrowing().at(-5), training(nodes(3), 8))
                .runs(Jobs.gang("younger", 99, 1, 8, "cuda").borrowing(), training(nodes(4), 8));

        assertThat(victims(cluster.run())).containsExactly("low-young");
    }

    @Test
    void jobsThatShareANodeLeaveTogetherAndNoOneInVain() {
        TestCluster cluster = cluster(2)
                .runs(chat(2), serving(nodes(1), List.of()))
                .runs(Jobs.gang("a", 1, 1, 4, "cuda").borrowing(), training(nodes(2), 4))
                .runs(Jobs.gang("b", 2, 1, 2, "cuda").borrowing(), training(nodes(2), 2))
                .runs(Jobs.gang("c", 3, 1, 2, "cuda").borrowing(), training(nodes(2), 2));

        assertThat(victims(cluster.run())).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void whoSharesANodeWithTrainingThatStaysIsNotAsked() {
        TestCluster cluster = cluster(2)
                .runs(chat(2), serving(nodes(1), List.of()))
                .runs(Jobs.gang("a", 1, 1, 4, "cuda").borrowing(), training(nodes(2), 4))
                .runs(Jobs.gang("b", 2, 1, 4, "cuda"), training(nodes(2), 4));

        assertThat(victims(cluster.run())).isEmpty();
    }

    @Test
    void aServiceTakesNothingOutOfWhatAnotherLends() {
        TestCluster cluster = cluster(3)
                .runs(chat(2), serving(nodes(1), List.of()))
                .runs(
                        Services.named("other")
                                .replicas(1, 4)
                                .ofAccelerators(8)
                                .desired(1)
                                .reserving(2)
                                .request("cuda"),
                        serving(nodes(2), nodes(3)))
                .runs(borrower("night", 1), training(nodes(3), 8));

        assertThat(victims(cluster.run())).isEmpty();
    }
}

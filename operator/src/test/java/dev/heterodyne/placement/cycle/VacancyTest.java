package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Room to come is counted from what changes; here every node is looked at. */
class VacancyTest {
    private static final String POOL = "h20-a";
    private static final int NODES = 6;

    @Property(tries = 300)
    void roomToComeIsThatOfAllNodes(@ForAll Random random) {
        Borrower borrower = borrower(random);
        PoolView view = view(random, borrower);
        int perPod = 1 << random.nextInt(4);
        Vacancy vacancy = new Vacancy(view, perPod, List.of(), 0);
        Map<Integer, Integer> givenBack = new HashMap<>();
        if (random.nextBoolean()) {
            vacancy.left(borrower);
            borrower.nodesIn(POOL)
                    .forEach(
                            (node, held) -> givenBack.put(view.pool().topology().indexOf(node), held));
        }

        assertThat(vacancy.podsFree())
                .isEqualTo(IntStream.of(view.free()).map(free -> free / perPod).sum());
        assertThat(vacancy.pods())
                .isEqualTo(IntStream.range(0, NODES)
                        .map(n -> view.room(n).afterLeaving(givenBack.getOrDefault(n, 0)) / perPod)
                        .sum());
    }

    private static Borrower borrower(Random random) {
        TrainingRequest training = Jobs.gang("night", 1, 2, 4, "cuda").borrowing();
        List<String> nodes =
                random.ints(2, 1, NODES + 1).mapToObj(VacancyTest::node).toList();
        return new Borrower(training, List.of(new Share(POOL, "nvidia-h20", "cuda", 2, 4, "", nodes)));
    }

    private static PoolView view(Random random, Borrower borrower) {
        TestCluster cluster = new TestCluster()
                .pool(POOL, Chips.H20, 1, NODES, 8)
                .runs(borrower.request(), borrower.shares().get(0));
        PoolView view = new PoolView(cluster.snapshot().pools().get(0), cluster.ledger(), Set.of(borrower.id()));
        for (int change = 0; change < 2 * NODES; change++) {
            String node = node(1 + random.nextInt(NODES));
            switch (random.nextInt(5)) {
                case 0 -> view.keep(node, random.nextInt(5));
                case 1 -> view.keep(node, -random.nextInt(5));
                case 2 -> view.lend(node, random.nextInt(5));
                case 3 -> view.vacates(node, random.nextInt(5));
                default -> view.vacates(node, 0);
            }
        }
        if (random.nextInt(4) == 0) {
            view.openLent();
        }
        return view;
    }

    private static String node(int number) {
        return POOL + "-b1-n" + number;
    }
}

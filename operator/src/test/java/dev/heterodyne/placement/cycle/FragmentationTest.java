package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.ledger.Ledger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Of pools that score the same, the one is taken that is left more useful to the demand seen. */
class FragmentationTest {
    private static TestCluster twins(int nodesOfA, int nodesOfB) {
        return new TestCluster().pool("a", Chips.H20, 1, nodesOfA, 8).pool("b", Chips.H20, 1, nodesOfB, 8);
    }

    /** A job that runs, on nodes outside the pools, so that only its shape counts. */
    private static TestCluster seen(TestCluster cluster, int replicas, int each) {
        return cluster.runs(Jobs.gang("seen", 1, replicas, each, "cuda"));
    }

    private static String pool(Decision decision) {
        assertThat(decision.candidates().get(0).pool())
                .isEqualTo(decision.shares().get(0).pool());
        return decision.shares().get(0).pool();
    }

    @Test
    void aSmallJobLeavesAWholeNodeToTheLargeOnesSeen() {
        TestCluster cluster = seen(twins(1, 1), 1, 8).waits(Jobs.gang("small", 2, 1, 1, "cuda"));
        cluster.ledger().foreignUse("b", "b-b1-n1", 7);

        Decision decision = cluster.decide("small");

        assertThat(decision.candidates().get(0).score())
                .isEqualTo(decision.candidates().get(1).score());
        assertThat(pool(decision)).isEqualTo("b");
        assertThat(decision.message()).contains("a would give 100 % of its goodput and scores the same, but");
    }

    @Test
    void whereOnlySmallJobsAreSeenTheNameDecides() {
        TestCluster cluster = seen(twins(1, 1), 1, 1).waits(Jobs.gang("small", 2, 1, 1, "cuda"));
        cluster.ledger().foreignUse("b", "b-b1-n1", 7);

        assertThat(pool(cluster.decide("small"))).isEqualTo("a");
    }

    /** Both pools lose a whole node, which one replica could use; but only one of them still holds both. */
    @Test
    void aPoolThatHoldsAWholeGangIsKeptForIt() {
        TestCluster cluster = seen(twins(2, 1), 2, 8).waits(Jobs.gang("one-node", 2, 1, 8, "cuda"));

        assertThat(pool(cluster.decide("one-node"))).isEqualTo("b");
    }

    @Test
    void replicasThatServeLeaveRoomToo() {
        TestCluster cluster = seen(twins(3, 2), 3, 8).waits(Jobs.chat());

        assertThat(pool(cluster.decide("r2-chat"))).isEqualTo("b");
    }

    /** Beside the definition, node by node, in whatever order pools and jobs are listed. */
    @Property(tries = 200)
    void noPoolOfTheSameScoreWouldStrandLess(@ForAll Random random) {
        Map<String, int[]> free = new TreeMap<>();
        int pools = 2 + random.nextInt(3);
        for (int p = 0; p < pools; p++) {
            free.put("pool-" + p, random.ints(1 + random.nextInt(4), 0, 9).toArray());
        }
        int[] seen = random.ints(1 + random.nextInt(3), 1, 9).toArray();
        int wanted = 1 + random.nextInt(4);
        if (free.values().stream().flatMapToInt(Arrays::stream).noneMatch(f -> f >= wanted)) {
            return;
        }

        Decision decision = cluster(free, seen, wanted, new Random(0)).decide("job");

        assertThat(cluster(free, seen, wanted, random).decide("job")).isEqualTo(decision);
        double chosen = growth(free.get(pool(decision)), seen, wanted);
        assertThat(free.values().stream()
                        .filter(nodes -> Arrays.stream(nodes).anyMatch(f -> f >= wanted))
                        .mapToDouble(nodes -> growth(nodes, seen, wanted)))
                .allMatch(other -> other >= chosen - 1e-6);
    }

    private static TestCluster cluster(Map<String, int[]> free, int[] seen, int wanted, Random order) {
        TestCluster cluster = new TestCluster();
        List<String> names = new ArrayList<>(free.keySet());
        Collections.shuffle(names, order);
        Ledger ledger = cluster.ledger();
        for (String pool : names) {
            int[] nodes = free.get(pool);
            cluster.pool(pool, Chips.H20, 1, nodes.length, 8);
            for (int n = 0; n < nodes.length; n++) {
                ledger.foreignUse(pool, pool + "-b1-n" + (n + 1), 8 - nodes[n]);
            }
        }
        List<Integer> jobs =
                new ArrayList<>(IntStream.range(0, seen.length).boxed().toList());
        Collections.shuffle(jobs, order);
        jobs.forEach(j -> cluster.runs(Jobs.gang("seen-" + j, j, 1, seen[j], "cuda")));
        return cluster.waits(Jobs.gang("job", 99, 1, wanted, "cuda"));
    }

    /** The fullest node that holds the job; each accelerator seen, and the job's own, counts once. */
    private static double growth(int[] nodes, int[] seen, int wanted) {
        int node = Arrays.stream(nodes).filter(f -> f >= wanted).min().orElseThrow();
        int[] demand =
                IntStream.concat(Arrays.stream(seen), IntStream.of(wanted)).toArray();
        double growth = 0;
        for (int each : demand) {
            int[] after = nodes.clone();
            after[
                    IntStream.range(0, nodes.length)
                            .filter(i -> nodes[i] == node)
                            .findFirst()
                            .orElseThrow()] -= wanted;
            growth += each * (unusable(after, each) - unusable(nodes, each));
        }
        return growth / Arrays.stream(demand).sum();
    }

    private static double unusable(int[] nodes, int each) {
        return Arrays.stream(nodes).filter(f -> f < each).sum();
    }
}

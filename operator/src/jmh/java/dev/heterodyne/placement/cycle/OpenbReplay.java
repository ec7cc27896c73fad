package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.GangFit;
import dev.heterodyne.placement.topology.TopologyLevel;
import dev.heterodyne.placement.topology.TopologyTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Replays Alibaba's openb trace, requests rounded up to whole accelerators, until 130 % of the cluster has been asked for;
 * pods stay. Nodes of one GPU model are a domain; no pod of the default trace names a model.
 */
public final class OpenbReplay {
    private static final double LOAD = 1.3;
    private static final int SEEDS = 10;
    private final TopologyTree tree;
    private final int[] capacity;
    private final List<Integer> requests;
    private final Map<Integer, Double> shareOfSize;

    /** Picks a node, -1 where none holds the pod. */
    private interface Policy {
        int pick(int[] free, int accelerators, Random random);
    }

    private OpenbReplay(Path folder) throws IOException {
        List<String[]> nodes = rows(folder.resolve("openb_node_list_gpu_node.csv"));
        List<TopologyTree.Leaf> leaves = new ArrayList<>();
        Map<String, Integer> accelerators = new TreeMap<>();
        for (String[] row : nodes) {
            leaves.add(new TopologyTree.Leaf(row[0], List.of(row[4], row[0])));
            accelerators.put(row[0], Integer.parseInt(row[3]));
        }
        tree = TopologyTree.of(List.of(new TopologyLevel("model", 1), new TopologyLevel("node", 1)), leaves);
        capacity = tree.nodes().stream().mapToInt(accelerators::get).toArray();
        requests = rows(folder.resolve("openb_pod_list_default.csv")).stream()
                .map(row -> Integer.parseInt(row[3]))
                .filter(n -> n > 0)
                .toList();
        shareOfSize = requests.stream()
                .collect(Collectors.groupingBy(n -> n, Collectors.summingDouble(n -> 1.0 / requests.size())));
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    /** Prints the table; the argument is the folder of the trace. */
    public static void main(String[] arguments) throws IOException {
        OpenbReplay replay = new OpenbReplay(Path.of(arguments[0]));
        System.out.printf("%-16s %14s %30s%n", "policy", "allocated", "of GPUs in pods of 2 and more");
        replay.print("random", (free, n, random) -> replay.random(free, n, random));
        replay.print("first fit", (free, n, random) -> replay.firstFit(free, n));
        replay.print("best fit", (free, n, random) -> replay.bestFit(free, n));
        replay.print("FGD", (free, n, random) -> replay.leastFragmentation(free, n));
        replay.print("heterodyne", (free, n, random) -> replay.ours(free, n));
    }

    private void print(String name, Policy policy) {
        double allocated = 0;
        double large = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] result = run(policy, new Random(seed));
            allocated += result[0] / SEEDS;
            large += result[1] / SEEDS;
        }
        System.out.printf("%-16s %12.2f %% %28.2f %%%n", name, 100 * allocated, 100 * large);
    }

    private double[] run(Policy policy, Random random) {
        int[] free = capacity.clone();
        int total = java.util.Arrays.stream(capacity).sum();
        int asked = 0;
        int given = 0;
        int largeAsked = 0;
        int largeGiven = 0;
        while (asked < LOAD * total) {
            int n = requests.get(random.nextInt(requests.size()));
            asked += n;
            largeAsked += n > 1 ? n : 0;
            int node = policy.pick(free, n, random);
            if (node >= 0) {
                free[node] -= n;
                given += n;
                largeGiven += n > 1 ? n : 0;
            }
        }
        return new double[] {(double) given / total, (double) largeGiven / largeAsked};
    }

    private int random(int[] free, int n, Random random) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < free.length; i++) {
            if (free[i] >= n) {
                open.add(i);
            }
        }
        return open.isEmpty() ? -1 : open.get(random.nextInt(open.size()));
    }

    private int firstFit(int[] free, int n) {
        for (int i = 0; i < free.length; i++) {
            if (free[i] >= n) {
                return i;
            }
        }
        return -1;
    }

    private int bestFit(int[] free, int n) {
        int best = -1;
        for (int i = 0; i < free.length; i++) {
            if (free[i] >= n && (best < 0 || free[i] < free[best])) {
                best = i;
            }
        }
        return best;
    }

    /** Weng et al., ATC'23: the node whose expected fragmentation over the trace's request sizes grows least. */
    private int leastFragmentation(int[] free, int n) {
        int best = -1;
        double least = 0;
        for (int i = 0; i < free.length; i++) {
            double growth = fragmentation(free[i] - n) - fragmentation(free[i]);
            if (free[i] >= n && (best < 0 || growth < least)) {
                best = i;
                least = growth;
            }
        }
        return best;
    }

    private double fragmentation(int free) {
        return shareOfSize.entrySet().stream()
                .filter(e -> free < e.getKey())
                .mapToDouble(e -> e.getValue() * free)
                .sum();
    }

    private int ours(int[] free, int n) {
        Optional<Fit> fit = GangFit.place(tree, free, 1, n, -1, 1);
        return fit.map(f -> tree.indexOf(f.nodes().get(0))).orElse(-1);
    }
}

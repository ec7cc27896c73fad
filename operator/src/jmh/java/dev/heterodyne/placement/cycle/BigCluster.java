package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.topology.TopologyLevel;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Pools, 20 unless told otherwise, with nodes of 8 under spine and block, a third of the nodes partly held by others. */
final class BigCluster {
    private static final int POOLS = 20;
    private static final List<TopologyLevel> LEVELS =
            List.of(new TopologyLevel("spine", 2), new TopologyLevel("block", 2), new TopologyLevel("node", 1));

    private BigCluster() {}

    static Snapshot of(int nodes, List<Request> waiting) {
        return of(nodes, POOLS, waiting);
    }

    static Snapshot of(int nodes, int poolCount, List<Request> waiting) {
        Random random = new Random(42);
        Ledger ledger = new Ledger();
        List<Pool> pools = new ArrayList<>();
        for (int p = 0; p < poolCount; p++) {
            pools.add(pool(p, 0.7 + 0.2 * p / poolCount, nodes / poolCount, random, ledger));
        }
        return new Snapshot(pools, Map.of(), waiting, List.of(), ledger);
    }

    private static Pool pool(int number, double completion, int nodes, Random random, Ledger ledger) {
        String name = "pool-%02d".formatted(number);
        List<TopologyTree.Leaf> leaves = new ArrayList<>();
        for (int n = 0; n < nodes; n++) {
            String node = name + "-node-%05d".formatted(n);
            leaves.add(new TopologyTree.Leaf(node, List.of("spine-" + n / 100, "block-" + n / 20, node)));
            ledger.capacity(name, node, 8);
            ledger.foreignUse(name, node, random.nextInt(3) == 0 ? 1 + random.nextInt(8) : 0);
        }
        return new Pool(
                name,
                Optional.of(chip(number, completion)),
                Optional.empty(),
                TopologyTree.of(LEVELS, leaves),
                nodes * 8,
                Map.of(
                        WorkloadKind.TRAINING, new Maturity(MaturityState.QUALIFIED, completion, 5_000_000),
                        WorkloadKind.INFERENCE, new Maturity(MaturityState.QUALIFIED, completion, 5_000_000)));
    }

    private static Chip chip(int number, double completion) {
        return new Chip(
                "chip-" + number,
                Optional.of(number % 2 == 0 ? "US" : "CN"),
                "example.com/accelerator",
                "stack-" + number % 4,
                OptionalDouble.of(96e9),
                OptionalDouble.of(4e12),
                Map.of(Precision.BF16, (150 + 50 * (number % 7)) * 1e12),
                new Links(200e9, 8, 25e9),
                Efficiencies.DEFAULT,
                Map.of(
                        WorkloadKind.TRAINING, new Prior(completion, 5_000_000, 4),
                        WorkloadKind.INFERENCE, new Prior(completion, 5_000_000, 4)));
    }

    /** A gang of so many pods of 8 that runs on every stack. */
    static TrainingRequest gang(int number, int pods, int... stacks) {
        Parallelism parallelism = new Parallelism(8, Math.min(4, pods), Parallelism.DEFAULT_BATCH_TOKENS);
        List<Variant> variants = Arrays.stream(stacks)
                .mapToObj(s -> new Variant("stack-" + s, pods, 8, parallelism))
                .toList();
        return new TrainingRequest(
                new JobId(WorkloadKind.TRAINING, "bench", "job-%05d".formatted(number)),
                number % 3,
                number,
                "default",
                Model.of(70e9, 70e9, Precision.BF16),
                variants,
                new CheckpointPlan(true, OptionalDouble.of(1800), 5, 300),
                TopologyAsk.ANY,
                false,
                false);
    }

    /** Jobs of 1 to 16 pods on one to four stacks: 75 shapes. */
    static List<Request> queue(int jobs) {
        Random random = new Random(7);
        int[] sizes = {1, 2, 4, 8, 16};
        List<Request> queue = new ArrayList<>();
        for (int j = 0; j < jobs; j++) {
            int subset = 1 + random.nextInt(15);
            int[] stacks = IntStream.range(0, 4).filter(s -> (subset >> s & 1) == 1).toArray();
            queue.add(gang(j, sizes[random.nextInt(sizes.length)], stacks));
        }
        return queue;
    }
}

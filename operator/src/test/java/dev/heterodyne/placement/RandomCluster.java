package dev.heterodyne.placement;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Small clusters by seed, with gangs of 1 to 4 replicas of 1 to 8 accelerators that can run in some of their pools. In every
 * second cluster the gangs have up to three priorities; a quarter of the nodes is partly held by others; one gang in six
 * must lie in one node or one block.
 */
public final class RandomCluster {
    private static final Parallelism PLAIN = new Parallelism(1, 1, Parallelism.DEFAULT_BATCH_TOKENS);
    private static final List<Model> MODELS = List.of(
            Model.NOMINAL,
            Model.of(1e9, 1e9, Precision.BF16),
            Model.of(8e9, 8e9, Precision.BF16),
            Model.of(30e9, 3e9, Precision.BF16));
    private static final int MOST_JOBS = 12;

    private RandomCluster() {}

    /** 2 to 4 pools of 1 to 3 blocks, and enough gangs to want {@code load} times their accelerators, roughly. */
    public static TestCluster of(long seed, double load) {
        Random random = new Random(seed);
        TestCluster cluster = new TestCluster();
        int pools = 2 + random.nextInt(3);
        int total = 0;
        for (int p = 0; p < pools; p++) {
            int blocks = 1 + random.nextInt(3);
            int nodes = 1 + random.nextInt(2);
            int perNode = random.nextBoolean() ? 8 : 4;
            cluster.pool("pool-" + p, chip(random, p), blocks, nodes, perNode);
            total += blocks * nodes * perNode;
            total -= heldByOthers(cluster, "pool-" + p, blocks, nodes, perNode, random);
        }
        int priorities = random.nextBoolean() ? 1 : 3;
        int wanted = 0;
        for (int j = 0; wanted < load * total && j < MOST_JOBS; j++) {
            TrainingRequest job = job(random, j, pools, priorities);
            wanted += job.variants().get(0).accelerators();
            cluster.waits(job);
        }
        return cluster;
    }

    private static int heldByOthers(
            TestCluster cluster, String pool, int blocks, int nodes, int perNode, Random random) {
        int held = 0;
        for (int b = 1; b <= blocks; b++) {
            for (int n = 1; n <= nodes; n++) {
                int here = random.nextInt(4) == 0 ? 1 + random.nextInt(perNode / 2) : 0;
                cluster.ledger().foreignUse(pool, pool + "-b" + b + "-n" + n, here);
                held += here;
            }
        }
        return held;
    }

    private static Chip chip(Random random, int pool) {
        int scaleUp = random.nextInt(5);
        return Chips.chip(
                "chip-" + pool,
                random.nextBoolean() ? "US" : "CN",
                "stack-" + pool,
                32 << random.nextInt(3),
                1000 * (1 + random.nextInt(4)),
                Map.of(Precision.BF16, 1e14 * (1 + random.nextInt(10))),
                new Links(100e9 * scaleUp, scaleUp == 0 ? 1 : 8, 25e9),
                Efficiencies.DEFAULT,
                new Prior(0.6 + 0.39 * random.nextDouble(), 5_000 + random.nextInt(50_000), 4));
    }

    private static TrainingRequest job(Random random, int number, int pools, int priorities) {
        int replicas = 1 + random.nextInt(4);
        int perReplica = 1 << random.nextInt(4);
        List<Variant> variants = new ArrayList<>();
        for (int p = 0; p < pools; p++) {
            if (random.nextInt(3) > 0) {
                variants.add(new Variant("stack-" + p, replicas, perReplica, PLAIN));
            }
        }
        if (variants.isEmpty()) {
            variants.add(new Variant("stack-0", replicas, perReplica, PLAIN));
        }
        TrainingRequest plain =
                Jobs.training("job-" + number, number, MODELS.get(random.nextInt(MODELS.size())), variants);
        return new TrainingRequest(
                plain.id(),
                random.nextInt(priorities),
                plain.createdMillis(),
                plain.policyName(),
                plain.model(),
                variants,
                plain.checkpoint(),
                topology(random),
                false,
                false);
    }

    private static TopologyAsk topology(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> new TopologyAsk(Optional.of("block"), Optional.empty());
            case 1 -> new TopologyAsk(Optional.of("node"), Optional.empty());
            case 2 -> new TopologyAsk(Optional.empty(), Optional.of("block"));
            default -> TopologyAsk.ANY;
        };
    }
}

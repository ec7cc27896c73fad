package dev.heterodyne.placement;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small clusters with gangs that can run in some of their pools, by seed. */
public final class RandomCluster {
    private static final Parallelism PLAIN = new Parallelism(1, 1, Parallelism.DEFAULT_BATCH_TOKENS);

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
        }
        int wanted = 0;
        for (int j = 0; wanted < load * total && j < 12; j++) {
            TrainingRequest job = job(random, j, pools);
            wanted += job.variants().get(0).accelerators();
            cluster.waits(job);
        }
        return cluster;
    }

    private static Chip chip(Random random, int pool) {
        return Chips.chip(
                "chip-" + pool,
                random.nextBoolean() ? "US" : "CN",
                "stack-" + pool,
                32 << random.nextInt(3),
                1000 * (1 + random.nextInt(4)),
                Map.of(Precision.BF16, 1e14 * (1 + random.nextInt(10))),
                new Links(100e9 * random.nextInt(5), 8, 25e9),
                Efficiencies.DEFAULT,
                new Prior(0.6 + 0.39 * random.nextDouble(), 5_000 + random.nextInt(50_000), 4));
    }

    private static TrainingRequest job(Random random, int number, int pools) {
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
        return Jobs.training("job-" + number, number, Model.NOMINAL, variants);
    }
}

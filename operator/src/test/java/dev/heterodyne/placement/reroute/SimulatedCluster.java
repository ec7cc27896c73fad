package dev.heterodyne.placement.reroute;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Pools with planted probabilities of each ending, rules, and one job.
 *
 * @param dice by pool
 * @param ownFault whether the job's program is broken
 */
record SimulatedCluster(
        Snapshot snapshot, Map<String, Dice> dice, RerouteRules rules, TrainingRequest job, boolean ownFault) {
    static final int NODES = 4;

    /** Probabilities; what is left over completes. */
    record Dice(String stack, double poolFails, double unexplained, double disrupted) {
        boolean healthy() {
            return poolFails + unexplained == 0;
        }
    }

    static SimulatedCluster of(Random random) {
        TestCluster cluster = new TestCluster()
                .policy(new Policy(Policy.DEFAULT_NAME, Map.of(), Map.of(), OriginMandate.NONE, Map.of()));
        Map<String, Dice> dice = new TreeMap<>();
        int pools = 2 + random.nextInt(3);
        for (int p = 0; p < pools; p++) {
            String stack = "stack-" + random.nextInt(3);
            cluster.pool("pool-" + p, chip(random, stack), 1, NODES, 8);
            double sick = random.nextInt(3) == 0 ? 0 : random.nextDouble();
            double unexplained = sick == 0 ? 0 : random.nextDouble() * (1 - sick) / 2;
            dice.put(
                    "pool-" + p,
                    new Dice(stack, sick, unexplained, random.nextDouble() * (1 - sick - unexplained) / 2));
        }
        List<String> stacks = new ArrayList<>(List.of("stack-0"));
        for (int s = 1; s < 3; s++) {
            if (random.nextInt(3) > 0) {
                stacks.add("stack-" + s);
            }
        }
        TrainingRequest job = Jobs.gang("job", 0, 1 + random.nextInt(2), 8, stacks.toArray(String[]::new));
        return new SimulatedCluster(cluster.snapshot(), dice, rules(random), job, random.nextInt(20) == 0);
    }

    private static Chip chip(Random random, String stack) {
        return Chips.chip(
                "chip-of-" + stack,
                "US",
                stack,
                64,
                1000,
                Map.of(Precision.BF16, 1e14 * (1 + random.nextInt(10))),
                new Links(100e9, 8, 25e9),
                Efficiencies.DEFAULT,
                new Prior(0.6 + 0.39 * random.nextDouble(), 50_000, 4));
    }

    private static RerouteRules rules(Random random) {
        return new RerouteRules(
                1 + random.nextInt(12),
                1 + random.nextInt(4),
                1 + random.nextInt(4),
                Duration.ofSeconds(random.nextInt(40_000)),
                Duration.ofSeconds(random.nextInt(100_000)),
                random.nextInt(5),
                random.nextInt(3) > 0,
                random.nextBoolean());
    }

    /** How an attempt goes. */
    PastAttempt attempt(int number, Share share, Instant end, Random random) {
        Dice here = dice.get(share.pool());
        Ending ending = ending(here, random.nextDouble());
        boolean blamesNode = ending == Ending.POOL_FAILED && random.nextBoolean();
        return new PastAttempt(
                number,
                share.pool(),
                share.stack(),
                ending,
                ending == Ending.COMPLETED || random.nextInt(4) > 0,
                end,
                blamesNode ? List.of(share.nodes().get(0)) : List.of());
    }

    private Ending ending(Dice here, double fallen) {
        if (fallen < here.poolFails()) {
            return Ending.POOL_FAILED;
        }
        if (fallen < here.poolFails() + here.unexplained()) {
            return Ending.UNEXPLAINED;
        }
        if (fallen < here.poolFails() + here.unexplained() + here.disrupted()) {
            return Ending.DISRUPTED;
        }
        return ownFault ? Ending.OWN_FAULT : Ending.COMPLETED;
    }

    /** Whether the rules leave the job enough attempts to find a healthy pool wherever it goes first. */
    boolean mustComplete() {
        List<String> open = dice.values().stream()
                .map(Dice::stack)
                .filter(stack -> job.variantFor(stack).isPresent())
                .toList();
        boolean movable = !rules.checkpointed()
                || rules.portable()
                || open.stream().distinct().count() == 1;
        boolean healthy = dice.values().stream()
                .anyMatch(d -> d.healthy() && job.variantFor(d.stack()).isPresent());
        return healthy && movable && !ownFault && rules.maxAttempts() > (open.size() - 1) * rules.maxAttemptsPerPool();
    }
}

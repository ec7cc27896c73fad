package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.OriginMandate;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import dev.heterodyne.placement.model.Weights;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A service is placed at once where it stays: the cycle after finds nothing to change about it. Without preemptible training,
 * which a service may ask to give back once it is placed.
 */
class FirstPlacementPropertiesTest {
    private static final String[] STACKS = {"stack-0", "stack-1", "stack-2"};
    private static final int CYCLES = 4;
    private static final int MOST_STEPS = 150;

    @Property(tries = 300)
    void whatWasJustPlacedIsNotResizedInAnUnchangedWorld(@ForAll Random random) {
        ServiceWorld world = new ServiceWorld(cluster(random).snapshot());
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            CycleResult placing = world.step();
            Set<JobId> placed = placedIn(placing);
            if (random.nextBoolean()) {
                world.allReady();
            }
            CycleResult next = world.step();
            // Where other services take steps the world is another one.
            boolean unchanged =
                    placing.resizes().isEmpty() && next.resizes().stream().allMatch(d -> placed.contains(d.job()));
            if (unchanged) {
                assertThat(next.resizes()).as("resizes of %s", placed).isEmpty();
            }
            world.settle(MOST_STEPS);
            world.add(service(random, 10 + cycle).request(STACKS));
        }
    }

    private static Set<JobId> placedIn(CycleResult result) {
        return result.decisions().stream()
                .filter(d -> d.outcome() == Outcome.Placed)
                .map(Decision::job)
                .collect(Collectors.toSet());
    }

    private static TestCluster cluster(Random random) {
        TestCluster cluster = new TestCluster().policy(policy(random));
        for (int p = 0; p < STACKS.length; p++) {
            String pool = "pool-" + p;
            cluster.pool(pool, chip(random, STACKS[p]), 1 + random.nextInt(2), 1 + random.nextInt(2), 8);
            cluster.ledger().foreignUse(pool, pool + "-b1-n1", random.nextInt(5));
        }
        for (int i = 0; i <= random.nextInt(3); i++) {
            cluster.waits(service(random, i).request(STACKS));
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            String[] some = Arrays.copyOf(STACKS, 1 + random.nextInt(STACKS.length));
            cluster.waits(
                    Jobs.gang("gang-" + i, random.nextInt(3), 1 + random.nextInt(3), 1 << random.nextInt(4), some));
        }
        return cluster;
    }

    private static Policy policy(Random random) {
        double training = random.nextInt(11) / 10.0;
        return new Policy(
                Policy.DEFAULT_NAME,
                Map.of(WorkloadKind.INFERENCE, new Weights(1, 1, random.nextInt(3))),
                Map.of(WorkloadKind.TRAINING, 0.5, WorkloadKind.INFERENCE, 0.2 * random.nextInt(4)),
                random.nextBoolean()
                        ? OriginMandate.NONE
                        : new OriginMandate(OriginMandate.Mode.PREFER, Set.of("CN"), 0.3 * random.nextDouble()),
                Map.of(WorkloadKind.TRAINING, training, WorkloadKind.INFERENCE, (1 - training) * random.nextDouble()));
    }

    private static Chip chip(Random random, String stack) {
        return Chips.chip(
                "chip-" + stack,
                random.nextBoolean() ? "US" : "CN",
                stack,
                64,
                1000 * (1 + random.nextInt(4)),
                Map.of(Precision.BF16, 1e14 * (1 + random.nextInt(10))),
                new Links(100e9, 8, 25e9),
                Efficiencies.DEFAULT,
                new Prior(0.6 + 0.39 * random.nextDouble(), 5_000 + random.nextInt(50_000), 4));
    }

    private static Services service(Random random, int number) {
        int min = 1 + random.nextInt(3);
        int max = min + random.nextInt(6);
        Services service = Services.named("service-" + number)
                .replicas(min, max)
                .ofAccelerators(1 << random.nextInt(3))
                .priority(random.nextInt(2))
                .reserving(random.nextInt(2) * random.nextInt(min + 3));
        service = switch (random.nextInt(3)) {
            case 0 -> service;
            case 1 -> service.desired(random.nextInt(max + 2));
            default -> service.load(60 * random.nextDouble() * random.nextDouble());
        };
        return random.nextInt(3) == 0 ? service.inOnePool() : service;
    }
}

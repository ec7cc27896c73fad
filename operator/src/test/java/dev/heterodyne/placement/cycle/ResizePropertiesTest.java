package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.Prior;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random services in random small clusters, whose loads, bounds, nodes and pools change now and then. */
class ResizePropertiesTest {
    private static final int MOST_STEPS = 150;
    private static final int CHANGES = 6;
    /** Makes unlike seeds of like ones. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Snapshot snapshot(Random random, List<Services> services, String[] stacks) {
        TestCluster cluster = new TestCluster();
        for (int p = 0; p < stacks.length; p++) {
            int perNode = random.nextBoolean() ? 8 : 4;
            int blocks = 1 + random.nextInt(2);
            int nodes = 1 + random.nextInt(2);
            cluster.pool("pool-" + p, chip(random, stacks[p]), blocks, nodes, perNode);
            cluster.ledger().foreignUse("pool-" + p, "pool-" + p + "-b1-n1", random.nextInt(3));
        }
        services.forEach(s -> cluster.waits(request(s, stacks)));
        return cluster.snapshot();
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
        Services service = Services.named("service-" + number)
                .replicas(min, min + random.nextInt(6))
                .ofAccelerators(1 << random.nextInt(3))
                .priority(random.nextInt(2))
                .load(load(random))
                .reserving(random.nextInt(2) * random.nextInt(min + 3));
        return random.nextInt(3) == 0 ? service.inOnePool() : service;
    }

    /** Now and then a stack has bounds of its own, the same ones whenever the service is asked for. */
    private static InferenceRequest request(Services service, String... stacks) {
        InferenceRequest request = service.request(stacks);
        for (String stack : stacks) {
            Random own = new Random(SPREAD * (service.name() + stack + service.min() + service.reserve()).hashCode());
            if (own.nextInt(3) == 0) {
                int least = 1 + own.nextInt(3);
                request = Services.bounded(request, stack, least, least + own.nextInt(4));
            }
        }
        return request;
    }

    private static double load(Random random) {
        return random.nextInt(8) == 0 ? 0 : 60 * random.nextDouble() * random.nextDouble();
    }

    @Property(tries = 200)
    void anIdleWorldComesToRestAndNoStepLosesAnything(@ForAll Random random) {
        String[] stacks = new String[] {"stack-0", "stack-1", "stack-2"};
        List<Services> services = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            services.add(service(random, i));
        }
        ServiceWorld world = new ServiceWorld(snapshot(random, services, stacks));
        for (int change = 0; change < CHANGES; change++) {
            comesToRest(world, random);
            change(world, random, services, stacks);
        }
    }

    private void comesToRest(ServiceWorld world, Random random) {
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            boolean idle = random.nextInt(3) > 0;
            if (idle) {
                world.allReady();
            }
            if (step(world) && idle) {
                world.allReady();
                assertThat(step(world)).as("at rest").isTrue();
                return;
            }
        }
        throw new AssertionError("no rest: " + world.step().resizes());
    }

    /** Whether nothing changed. */
    private static boolean step(ServiceWorld world) {
        Map<JobId, Integer> readyBefore = new HashMap<>();
        Map<JobId, Integer> heldBefore = new HashMap<>();
        world.held().forEach((id, shares) -> {
            readyBefore.put(id, world.ready(id));
            heldBefore.put(id, replicas(shares));
        });
        CycleResult result = world.step();
        world.held().forEach((id, shares) -> {
            InferenceRequest request = (InferenceRequest) world.request(id);
            int min = request.variants().stream()
                    .mapToInt(v -> request.replicasOn(v).min())
                    .min()
                    .orElseThrow();
            int max = request.variants().stream()
                    .mapToInt(v -> request.replicasOn(v).max())
                    .max()
                    .orElseThrow();
            String what = id + " " + result.resizes();
            assertThat(world.ready(id))
                    .as("ready of %s", what)
                    .isGreaterThanOrEqualTo(Math.min(min, readyBefore.getOrDefault(id, 0)));
            assertThat(replicas(shares))
                    .as("held by %s", what)
                    .isGreaterThanOrEqualTo(Math.min(min, heldBefore.getOrDefault(id, min)))
                    .isLessThanOrEqualTo(Math.max(max + Transition.surge(max), heldBefore.getOrDefault(id, 0))
                            + lost(world, shares));
            assertThat(shares).filteredOn(s -> !s.surgeNodes().isEmpty()).hasSizeLessThanOrEqualTo(1);
            assertThat(shares).extracting(Share::pool).doesNotHaveDuplicates();
        });
        nothingIsGivenTwice(world, result);
        return result.resizes().isEmpty() && result.decisions().stream().noneMatch(d -> d.outcome() == Outcome.Placed);
    }

    private static int replicas(List<Share> shares) {
        return shares.stream().mapToInt(Share::replicas).sum();
    }

    private static int lost(ServiceWorld world, List<Share> shares) {
        return shares.stream()
                .mapToInt(s -> (int) s.nodes().stream()
                        .filter(n -> world.ledger().placeable(s.pool(), n) == 0)
                        .count())
                .sum();
    }

    private static void nothingIsGivenTwice(ServiceWorld world, CycleResult result) {
        for (Pool pool : world.pools()) {
            for (String node : pool.topology().nodes()) {
                int placeable = world.ledger().placeable(pool.name(), node);
                int lent = world.held().values().stream()
                        .flatMap(List::stream)
                        .filter(s -> s.pool().equals(pool.name()))
                        .mapToInt(s -> s.acceleratorsPerPod()
                                * (int) s.lentNodes().stream()
                                        .filter(node::equals)
                                        .count())
                        .sum();
                if (placeable > 0) {
                    assertThat(world.ledger().used(pool.name(), node) + lent)
                            .as(node + " " + result.resizes())
                            .isLessThanOrEqualTo(placeable);
                    // The cycle still counts the pods of seats it gave up; in the world they are gone.
                    assertThat(reserved(result.ledger(), pool, node))
                            .as(node + " " + result.resizes())
                            .isEqualTo(reserved(world.ledger(), pool, node));
                }
            }
        }
    }

    private static int reserved(Ledger ledger, Pool pool, String node) {
        return ledger.used(pool.name(), node) - ledger.vacating(pool.name(), node);
    }

    private void change(ServiceWorld world, Random random, List<Services> services, String[] stacks) {
        int which = random.nextInt(services.size());
        Services service = services.get(which);
        Pool pool = world.pools().get(random.nextInt(world.pools().size()));
        String node = pool.topology()
                .nodes()
                .get(random.nextInt(pool.topology().nodes().size()));
        switch (random.nextInt(10)) {
            case 0 -> service = service.avoiding(pool.name());
            case 1 -> service = service.desired(random.nextInt(8));
            case 2 -> world.lose(pool.name(), node);
            case 3 -> world.cordon(pool.name(), node);
            case 4 -> world.open(pool.name(), node, 8);
            case 5 -> world.outdated(request(service, stacks), pool.name());
            case 6 -> world.outdated(request(service, stacks));
            case 7 -> service = service.replicas(service.min(), service.min() + random.nextInt(6));
            default -> service = service.load(load(random));
        }
        services.set(which, service);
        world.change(request(service, stacks));
    }
}

package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Services whose load comes and goes, beside training of which some may borrow, cycle after cycle. */
class LendingPropertiesTest {
    private static final String POOL = "h20-a";
    private static final int NODES = 6;
    private static final int CYCLES = 30;
    /** Cycles that pods of a preempted job take to leave. */
    private static final int GRACE = 2;

    @Property(tries = 60)
    void whatIsLentIsNeverGivenAwayForGood(@ForAll Random random) {
        World world = new World(random);
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            world.disturb();
            world.step();
            world.nothingIsGivenTwice();
        }
    }

    /** Once the load stays, a service has its replicas after as many cycles as grace and steps take, and then all is at rest. */
    @Property(tries = 60)
    void theServiceGetsBackWhatItLent(@ForAll Random random) {
        World world = new World(random);
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            world.disturb();
            world.step();
        }
        world.desired.replaceAll((name, wanted) -> World.RESERVE);
        world.settle();
        for (String name : world.desired.keySet()) {
            assertThat(world.replicas(name)).as(name).isGreaterThanOrEqualTo(World.RESERVE);
        }
        assertThat(world.preempted.values()).allMatch(times -> times <= CYCLES);
    }

    private static final class World {
        private static final int RESERVE = 2;
        private final Random random;
        private final Snapshot first =
                new TestCluster().pool(POOL, Chips.H20, 1, NODES, 8).snapshot();
        private final Ledger ledger = first.ledger().copy();
        private final SchedulingCycle cycle = new SchedulingCycle();
        private final Map<String, Integer> desired = new LinkedHashMap<>();
        private final Map<JobId, TrainingRequest> training = new LinkedHashMap<>();
        private final Map<JobId, List<Share>> held = new LinkedHashMap<>();
        private final Map<JobId, Integer> leaving = new HashMap<>();
        private final Map<JobId, Map<String, Integer>> pods = new HashMap<>();
        private final Map<JobId, Integer> preempted = new HashMap<>();
        private int created;

        World(Random random) {
            this.random = random;
            desired.put("chat", RESERVE);
            desired.put("code", RESERVE);
            // The services come first, so that they hold their reserve.
            for (int i = 0; i < 10; i++) {
                step();
            }
        }

        void disturb() {
            switch (random.nextInt(4)) {
                case 0 ->
                    desired.replaceAll((name, wanted) -> random.nextBoolean() ? wanted : 1 + random.nextInt(RESERVE));
                case 1 -> {
                    if (training.size() < 5) {
                        submit();
                    }
                }
                case 2 ->
                    training.keySet().stream()
                            .filter(held::containsKey)
                            .skip(random.nextInt(3))
                            .findFirst()
                            .ifPresent(this::finish);
                default -> {}
            }
        }

        private void submit() {
            int each = 1 << random.nextInt(4);
            TrainingRequest job = Jobs.gang("job-" + created, created++, 1 + random.nextInt(2), each, "cuda")
                    .at(random.nextInt(3) - 1);
            training.put(job.id(), random.nextInt(3) > 0 ? job.borrowing() : job);
        }

        private void finish(JobId job) {
            training.remove(job);
            held.remove(job);
            ledger.release(job);
            leave(job);
        }

        private Request service(String name) {
            return Services.named(name)
                    .replicas(1, RESERVE)
                    .ofAccelerators(8)
                    .desired(desired.getOrDefault(name, 1))
                    .reserving(RESERVE)
                    .request("cuda");
        }

        boolean step() {
            List<Request> all = new ArrayList<>(training.values());
            desired.keySet().forEach(name -> all.add(service(name)));
            List<Request> waiting = new ArrayList<>();
            List<Placed> placed = new ArrayList<>();
            for (Request request : all) {
                List<Share> shares = held.getOrDefault(request.id(), List.of());
                if (!shares.isEmpty()) {
                    Map<String, Integer> ready = new HashMap<>();
                    shares.forEach(s -> ready.put(s.pool(), s.replicas()));
                    placed.add(new Placed(request, shares, ready, Set.of()));
                } else if (!leaving.containsKey(request.id())) {
                    waiting.add(request);
                }
            }
            CycleResult result =
                    cycle.run(new Snapshot(first.pools(), first.policies(), waiting, placed, ledger.copy()));
            boolean changed = !leaving.isEmpty()
                    || !result.resizes().isEmpty()
                    || !result.preemptions().isEmpty();
            podsLeave();
            for (Preemption preemption : result.preemptions()) {
                assertThat(training.get(preemption.victim()).preemptible()).isTrue();
                preempted.merge(preemption.victim(), 1, Integer::sum);
                held.remove(preemption.victim());
                ledger.release(preemption.victim());
                leave(preemption.victim());
            }
            for (Decision decision : result.decisions()) {
                changed |= decision.outcome() == Outcome.Placed;
                if (decision.outcome() == Outcome.Placed) {
                    hold(decision);
                    decision.shares().forEach(s -> observe(decision.job(), s));
                }
            }
            result.resizes().forEach(this::hold);
            return changed;
        }

        private void hold(Decision decision) {
            held.put(decision.job(), decision.shares());
            ledger.restore(
                    decision.job(),
                    decision.shares().stream()
                            .map(Share::reservation)
                            .filter(r -> r.total() > 0)
                            .toList());
        }

        private void observe(JobId job, Share share) {
            if (training.containsKey(job)) {
                pods.put(job, share.reservation().acceleratorsByNode());
                share.reservation().acceleratorsByNode().forEach((node, n) -> ledger.observedUse(job, POOL, node, n));
            }
        }

        private void leave(JobId job) {
            if (pods.containsKey(job)) {
                leaving.put(job, GRACE);
            }
        }

        private void podsLeave() {
            leaving.replaceAll((job, left) -> left - 1);
            leaving.entrySet().removeIf(e -> {
                if (e.getValue() <= 0) {
                    pods.remove(e.getKey()).keySet().forEach(node -> ledger.observedUse(e.getKey(), POOL, node, 0));
                }
                return e.getValue() <= 0;
            });
        }

        int replicas(String name) {
            return held.getOrDefault(service(name).id(), List.of()).stream()
                    .mapToInt(Share::replicas)
                    .sum();
        }

        void settle() {
            for (int i = 0; i < 60; i++) {
                if (!step()) {
                    return;
                }
                nothingIsGivenTwice();
            }
            throw new AssertionError("no rest: " + held + " leaving " + leaving);
        }

        void nothingIsGivenTwice() {
            for (int n = 1; n <= NODES; n++) {
                String node = POOL + "-b1-n" + n;
                int firm = 0;
                int lent = 0;
                for (Map.Entry<JobId, List<Share>> job : held.entrySet()) {
                    TrainingRequest borrower = training.get(job.getKey());
                    for (Share share : job.getValue()) {
                        int here = share.reservation().acceleratorsByNode().getOrDefault(node, 0);
                        firm += borrower != null && borrower.preemptible() ? 0 : here;
                        lent += share.acceleratorsPerPod()
                                * (int) share.lentNodes().stream()
                                        .filter(node::equals)
                                        .count();
                    }
                }
                assertThat(firm + lent)
                        .as("firm and lent on %s: %s", node, held)
                        .isLessThanOrEqualTo(8);
                assertThat(ledger.used(POOL, node))
                        .as("used on %s: %s", node, held)
                        .isLessThanOrEqualTo(8);
            }
        }
    }
}

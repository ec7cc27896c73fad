package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cluster that carries out what cycles decide: waiting jobs get their place, services their next step, and all replicas on
 * nodes that may be placed on are ready before the next cycle.
 */
final class ServiceWorld {
    private final List<Pool> pools;
    private final Snapshot first;
    private final Ledger ledger;
    private final Map<JobId, Request> requests = new LinkedHashMap<>();
    private final Map<JobId, List<Share>> held = new LinkedHashMap<>();
    private final Map<JobId, Set<String>> outdated = new HashMap<>();
    private final Map<JobId, Map<String, Integer>> ready = new HashMap<>();
    private final SchedulingCycle cycle = new SchedulingCycle();

    ServiceWorld(Snapshot first) {
        this.first = first;
        this.pools = first.pools();
        this.ledger = first.ledger().copy();
        first.waiting().forEach(r -> requests.put(r.id(), r));
        first.placed().forEach(p -> {
            requests.put(p.request().id(), p.request());
            held.put(p.request().id(), p.shares());
        });
        allReady();
    }

    Ledger ledger() {
        return ledger;
    }

    List<Pool> pools() {
        return pools;
    }

    Map<JobId, List<Share>> held() {
        return held;
    }

    List<Share> held(Request request) {
        return held.getOrDefault(request.id(), List.of());
    }

    /** Replicas in a pool. */
    int replicas(Request request, String pool) {
        return held(request).stream()
                .filter(s -> s.pool().equals(pool))
                .mapToInt(Share::replicas)
                .sum();
    }

    Request request(JobId id) {
        return java.util.Objects.requireNonNull(requests.get(id));
    }

    /** The job asks for something else from now on. */
    void change(InferenceRequest request) {
        requests.put(request.id(), request);
    }

    /** One more job waits. */
    void add(Request request) {
        requests.put(request.id(), request);
    }

    void remove(Request request) {
        requests.remove(request.id());
        held.remove(request.id());
        ledger.release(request.id());
    }

    void outdated(Request request, String... of) {
        outdated.put(request.id(), Set.of(of));
    }

    void ready(Request request, String pool, int replicas) {
        ready.computeIfAbsent(request.id(), id -> new HashMap<>()).put(pool, replicas);
    }

    int ready(JobId id) {
        return ready.getOrDefault(id, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Every replica on a node that is not lost becomes ready. */
    void allReady() {
        held.forEach((id, shares) -> {
            Map<String, Integer> now = new HashMap<>();
            shares.forEach(s -> now.put(s.pool(), serving(s)));
            ready.put(id, now);
        });
    }

    private int serving(Share share) {
        return (int) share.nodes().stream()
                .filter(node -> serves(share.pool(), node))
                .count();
    }

    private boolean serves(String pool, String node) {
        return ledger.placeable(pool, node) > 0 || ledger.account(pool, node).draining();
    }

    /** A node is no longer Ready; what ran there no longer is. */
    void lose(String pool, String node) {
        ledger.capacity(pool, node, 0);
        held.forEach((id, shares) -> shares.stream()
                .filter(s -> s.pool().equals(pool))
                .forEach(s -> {
                    int standing = (int)
                            s.nodes().stream().filter(n -> serves(pool, n)).count();
                    ready.computeIfAbsent(id, i -> new HashMap<>())
                            .computeIfPresent(pool, (p, ready) -> Math.min(ready, standing));
                }));
    }

    /** A node takes no more, but what runs there goes on. */
    void cordon(String pool, String node) {
        ledger.drain(pool, node);
        observe(pool, node);
    }

    /** The pods on a draining node are those of the seats there. */
    private void observe(String pool, String node) {
        held.forEach((id, shares) -> ledger.observedUse(
                id,
                pool,
                node,
                shares.stream()
                        .filter(s -> s.pool().equals(pool))
                        .mapToInt(s -> s.acceleratorsPerPod()
                                * (int) s.nodes().stream().filter(node::equals).count())
                        .sum()));
    }

    /** A node takes pods again. */
    void open(String pool, String node, int accelerators) {
        ledger.capacity(pool, node, accelerators);
    }

    /** One cycle, carried out; replicas that are new are not ready yet, and of those that go none is counted. */
    CycleResult step() {
        List<Request> waiting = new ArrayList<>();
        List<Placed> placed = new ArrayList<>();
        requests.forEach((id, request) -> {
            List<Share> shares = held.getOrDefault(id, List.of());
            if (shares.isEmpty()) {
                waiting.add(request);
            } else {
                placed.add(new Placed(
                        request, shares, ready.getOrDefault(id, Map.of()), outdated.getOrDefault(id, Set.of())));
            }
        });
        CycleResult result = cycle.run(new Snapshot(pools, first.policies(), waiting, placed, ledger.copy()));
        result.decisions().stream().filter(d -> d.outcome() == Outcome.Placed).forEach(this::carryOut);
        result.resizes().forEach(this::carryOut);
        return result;
    }

    private void carryOut(Decision decision) {
        Map<String, Integer> now = new HashMap<>();
        Map<String, Integer> were = ready.getOrDefault(decision.job(), Map.of());
        Map<String, Integer> before = new HashMap<>();
        decision.before().forEach(s -> before.put(s.pool(), serving(s)));
        decision.shares().forEach(s -> {
            int ready = were.getOrDefault(s.pool(), 0);
            int gone = Math.max(0, before.getOrDefault(s.pool(), 0) - serving(s));
            now.put(s.pool(), Math.max(0, Math.min(ready - gone, serving(s))));
        });
        ready.put(decision.job(), now);
        held.put(decision.job(), decision.shares());
        ledger.restore(
                decision.job(),
                decision.shares().stream().map(Share::reservation).toList());
        // Pods of seats that were given up go at once.
        decision.before()
                .forEach(s -> s.nodes().forEach(node -> {
                    if (ledger.account(s.pool(), node).observed(decision.job()) > 0) {
                        observe(s.pool(), node);
                    }
                }));
    }

    /** Cycles until none resizes or places anything; how many did. */
    int settle(int most) {
        for (int steps = 0; steps < most; steps++) {
            allReady();
            CycleResult result = step();
            boolean placed = result.decisions().stream().anyMatch(d -> d.outcome() == Outcome.Placed);
            if (result.resizes().isEmpty() && !placed) {
                return steps;
            }
        }
        throw new AssertionError("still resizing after " + most + " cycles: " + step().resizes());
    }

    /** Names of the pools in which a job runs replicas. */
    Set<String> pools(Request request) {
        Set<String> names = new TreeSet<>();
        held(request).stream().filter(s -> s.replicas() > 0).forEach(s -> names.add(s.pool()));
        return names;
    }
}

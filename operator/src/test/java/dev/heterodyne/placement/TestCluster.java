package dev.heterodyne.placement;

import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Placed;
import dev.heterodyne.placement.cycle.SchedulingCycle;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Maturity;
import dev.heterodyne.placement.model.MaturityState;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.topology.TopologyLevel;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster in a few lines, for tests of the core. */
public final class TestCluster {
    private final List<Pool> pools = new ArrayList<>();
    private final Map<String, Policy> policies = new HashMap<>();
    private final List<Request> waiting = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();
    private final Ledger ledger = new Ledger();

    /** Adds a pool of {@code blocks} blocks with {@code nodesPerBlock} nodes each. */
    public TestCluster pool(String name, Chip chip, int blocks, int nodesPerBlock, int perNode) {
        Map<WorkloadKind, Maturity> maturity = new HashMap<>();
        chip.prior()
                .forEach((kind, prior) -> maturity.put(
                        kind, new Maturity(MaturityState.UNPROVEN, prior.completion(), prior.mtbfHours())));
        List<TopologyTree.Leaf> leaves = new ArrayList<>();
        for (int b = 1; b <= blocks; b++) {
            for (int n = 1; n <= nodesPerBlock; n++) {
                String node = name + "-b" + b + "-n" + n;
                leaves.add(new TopologyTree.Leaf(node, List.of("block-" + b, node)));
                ledger.capacity(name, node, perNode);
            }
        }
        TopologyTree tree =
                TopologyTree.of(List.of(new TopologyLevel("block", 2), new TopologyLevel("node", 1)), leaves);
        pools.add(new Pool(name, Optional.of(chip), Optional.empty(), tree, leaves.size() * perNode, maturity));
        return this;
    }

    public TestCluster maturity(String pool, WorkloadKind kind, MaturityState state, double completion, double mtbf) {
        pools.replaceAll(p -> {
            if (!p.name().equals(pool)) {
                return p;
            }
            Map<WorkloadKind, Maturity> maturity = new LinkedHashMap<>(p.maturity());
            maturity.put(kind, new Maturity(state, completion, mtbf));
            return new Pool(p.name(), p.chip(), p.problem(), p.topology(), p.healthy(), maturity);
        });
        return this;
    }

    public TestCluster policy(Policy policy) {
        policies.put(policy.name(), policy);
        return this;
    }

    public TestCluster waits(Request... requests) {
        waiting.addAll(List.of(requests));
        return this;
    }

    public TestCluster runs(Request request, Share... shares) {
        placed.add(new Placed(request, List.of(shares)));
        ledger.restore(
                request.id(), List.of(shares).stream().map(Share::reservation).toList());
        return this;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** The same cluster with everything listed the other way round. */
    public TestCluster reversed() {
        Collections.reverse(pools);
        Collections.reverse(waiting);
        Collections.reverse(placed);
        return this;
    }

    public Snapshot snapshot() {
        return new Snapshot(pools, policies, waiting, placed, ledger);
    }

    public CycleResult run() {
        return new SchedulingCycle().run(snapshot());
    }

    public Decision decide(String name) {
        return run().decisions().stream()
                .filter(d -> d.job().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

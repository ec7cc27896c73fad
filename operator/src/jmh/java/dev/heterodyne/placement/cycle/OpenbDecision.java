package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.CheckpointPlan;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Efficiencies;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.model.Model;
import dev.heterodyne.placement.model.Parallelism;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Precision;
import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The decision of the product itself: each GPU model is a pool, all of one class, so that every pool scores the same. */
final class OpenbDecision implements OpenbPolicy {
    private static final Chip CHIP = new Chip(
            "gpu",
            Optional.empty(),
            "example.com/gpu",
            "stack",
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Map.of(Precision.BF16, 1e14),
            new Links(0, 8, 25e9),
            Efficiencies.DEFAULT,
            Map.of());

    private final OpenbTrace trace;
    private final Outlook outlook;
    private final Fragmentation fragmentation;
    private final Map<String, Integer> indexByNode = new HashMap<>();

    OpenbDecision(OpenbTrace trace) {
        this.trace = trace;
        Ledger ledger = new Ledger();
        Map<String, List<TopologyTree.Leaf>> leaves = new TreeMap<>();
        for (OpenbTrace.Node node : trace.nodes()) {
            indexByNode.put(node.name(), indexByNode.size());
            ledger.capacity(node.model(), node.name(), node.gpus());
            leaves.computeIfAbsent(node.model(), m -> new ArrayList<>())
                    .add(new TopologyTree.Leaf(node.name(), List.of(node.name())));
        }
        List<PoolView> views = leaves.entrySet().stream()
                .map(pool -> new PoolView(pool(pool.getKey(), pool.getValue()), ledger))
                .toList();
        outlook = new Outlook(views, Map.of());
        Map<Prospects, Double> demand = new HashMap<>();
        trace.podsBySize().forEach((gpus, pods) -> demand.put(prospects(job(gpus)), (double) gpus * pods));
        fragmentation = new Fragmentation(demand);
    }

    private static Pool pool(String name, List<TopologyTree.Leaf> leaves) {
        return new Pool(
                name, Optional.of(CHIP), Optional.empty(), TopologyTree.of(List.of(), leaves), 0, Map.of());
    }

    private static TrainingRequest job(int gpus) {
        return new TrainingRequest(
                new JobId(WorkloadKind.TRAINING, "openb", "pod"),
                0,
                0,
                "default",
                Model.NOMINAL,
                List.of(new Variant("stack", 1, gpus, new Parallelism(1, 1, Parallelism.DEFAULT_BATCH_TOKENS))),
                new CheckpointPlan(true, OptionalDouble.of(1800), 5, 300),
                TopologyAsk.ANY,
                false,
                false);
    }

    private Prospects prospects(TrainingRequest job) {
        return outlook.of(job).orElseThrow();
    }

    @Override
    public int pick(int[] free, int gpus) {
        TrainingRequest job = job(gpus);
        double[] noPrices = new double[outlook.views().size()];
        Decision decision = new GangDecision(
                        job, prospects(job), noPrices, outlook.assessor(), Map.of(), fragmentation, pool -> 0)
                .decide();
        return decision.outcome() == Outcome.Placed
                ? indexByNode.get(decision.shares().get(0).nodes().get(0))
                : -1;
    }

    @Override
    public void left(int node, int gpus) {
        OpenbTrace.Node home = trace.nodes().get(node);
        Share share = new Share(home.model(), "gpu", "stack", 1, gpus, "", List.of(home.name()));
        outlook.views().stream()
                .filter(view -> view.pool().name().equals(home.model()))
                .forEach(view -> view.giveBack(share));
    }
}

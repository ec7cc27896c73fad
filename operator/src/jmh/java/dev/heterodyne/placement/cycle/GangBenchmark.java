package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One gang of 64 pods against all pools, every one of which has a runtime and room for it; 3 topology levels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GangBenchmark {
    private static final Fragmentation NO_DEMAND = new Fragmentation(Map.of());

    @Param({"5000"})
    private int nodes;

    /** The bytes that 20 more pools cost, with the same nodes, are what a candidate leaves behind. */
    @Param({"20", "40"})
    private int pools;

    private final TrainingRequest gang = BigCluster.gang(0, 64, 0, 1, 2, 3);
    private double[] charged = {};
    private Snapshot snapshot;
    private Outlook outlook;
    private Prospects prospects;

    @Setup
    public void setUp() {
        snapshot = BigCluster.of(nodes, pools, List.of(gang));
        charged = new double[pools];
        List<PoolView> views = snapshot.pools().stream()
                .sorted(Comparator.comparing(Pool::name))
                .map(pool -> new PoolView(pool, snapshot.ledger()))
                .toList();
        outlook = new Outlook(views, snapshot.policies());
        prospects = outlook.of(gang).orElseThrow();
    }

    /** The decision itself: a search in every pool, figures, ranking, explanation; given back afterwards. */
    @Benchmark
    public Decision decide() {
        // As if every pool had changed, so that nothing is remembered.
        prospects.assessments().forEach(assessment -> assessment.view().rooms().changed());
        Decision decision = new GangDecision(gang, prospects, charged, outlook.assessor(), Map.of(), NO_DEMAND, pool -> 0).decide();
        Share share = decision.shares().get(0);
        prospects.of(share.pool()).view().giveBack(share);
        return decision;
    }

    /** As {@link #decide}, for a job of a shape not seen before in this cycle: all pools are assessed anew. */
    @Benchmark
    public Decision assessAndDecide() {
        prospects.assessments().forEach(assessment -> assessment.view().rooms().changed());
        Prospects fresh =
                Prospects.of(gang, outlook.policyOf(gang).orElseThrow(), outlook.views(), outlook.assessor());
        Decision decision = new GangDecision(gang, fresh, charged, outlook.assessor(), Map.of(), NO_DEMAND, pool -> 0).decide();
        Share share = decision.shares().get(0);
        fresh.of(share.pool()).view().giveBack(share);
        return decision;
    }

    /** Everything: a copy of the ledger, views, prices, decision. */
    @Benchmark
    public CycleResult wholeCycle() {
        return new SchedulingCycle().run(snapshot);
    }
}

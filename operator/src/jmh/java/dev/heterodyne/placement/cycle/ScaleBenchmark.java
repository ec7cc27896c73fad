package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
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

/** How a whole cycle and one event grow with nodes and with waiting jobs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class ScaleBenchmark {
    @Param({"500", "5000", "50000"})
    private int nodes;

    @Param({"1", "100", "10000"})
    private int jobs;

    private final JobId job = new JobId(WorkloadKind.TRAINING, "bench", "event");
    private Snapshot snapshot;
    private int used;

    @Setup
    public void setUp() {
        snapshot = BigCluster.of(nodes, jobs == 1 ? List.of(BigCluster.gang(0, 16, 0, 1, 2, 3)) : BigCluster.queue(jobs));
    }

    @Benchmark
    public CycleResult cycle() {
        return new SchedulingCycle().run(snapshot);
    }

    /** A pod came or went: the ledger takes note. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public void podEvent() {
        used = 1 - used;
        snapshot.ledger().observedUse(job, "pool-07", "pool-07-node-00003", used);
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;

/**
 * Processor time of a cycle, the best of several, over nodes and jobs. Wall clock says little on a machine that others use; the
 * cycle runs in one thread and waits for nothing, so on a quiet one both are the same.
 */
public final class CycleCpu {
    private CycleCpu() {}

    /** Prints the table. */
    public static void main(String[] arguments) {
        System.out.printf("%8s %8s %14s%n", "nodes", "jobs", "cpu ms");
        for (int nodes : new int[] {500, 5_000, 50_000}) {
            print(nodes, List.of(BigCluster.gang(0, 64, 0, 1, 2, 3)), 2_000);
            print(nodes, BigCluster.queue(10_000), 8);
        }
    }

    private static void print(int nodes, List<Request> jobs, int runs) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Snapshot snapshot = BigCluster.of(nodes, jobs);
        long best = Long.MAX_VALUE;
        for (int run = 0; run < runs; run++) {
            long before = threads.getCurrentThreadCpuTime();
            new SchedulingCycle().run(snapshot);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
        }
        System.out.printf(Locale.ROOT, "%8d %8d %14.2f%n", nodes, jobs.size(), best / 1e6);
    }
}

package dev.heterodyne.placement.cycle;

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
        System.out.printf("%8s %8s %8s %14s%n", "nodes", "waiting", "services", "cpu ms");
        for (int nodes : new int[] {500, 5_000, 50_000}) {
            print(nodes, BigCluster.of(nodes, List.of(BigCluster.gang(0, 64, 0, 1, 2, 3))), 2_000);
            print(nodes, BigCluster.of(nodes, BigCluster.queue(10_000)), 8);
            print(nodes, BigServices.of(nodes, nodes / 50, List.of()), 20);
            print(nodes, BigServices.of(nodes, nodes / 50, BigCluster.queue(10_000 - nodes / 50)), 8);
        }
    }

    private static void print(int nodes, Snapshot snapshot, int runs) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int run = 0; run < runs; run++) {
            long before = threads.getCurrentThreadCpuTime();
            new SchedulingCycle().run(snapshot);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
        }
        System.out.printf(
                Locale.ROOT,
                "%8d %8d %8d %14.2f%n",
                nodes,
                snapshot.waiting().size(),
                snapshot.placed().size(),
                best / 1e6);
    }
}

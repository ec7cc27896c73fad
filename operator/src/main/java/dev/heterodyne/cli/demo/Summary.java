package dev.heterodyne.cli.demo;

import dev.heterodyne.api.AcceleratorCounts;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The tables that the demo ends with. */
final class Summary {
    private final KubernetesClient client;
    private final PrintStream out;

    Summary(KubernetesClient client, PrintStream out) {
        this.client = client;
        this.out = out;
    }

    void print(List<JobLine> jobs) {
        out.println();
        out.printf("%-10s %-12s %-9s %-10s %s%n", "KIND", "NAME", "PHASE", "POOL", "NODES");
        jobs.forEach(
                j -> out.printf("%-10s %-12s %-9s %-10s %s%n", j.kind(), j.name(), j.phase(), j.pool(), j.nodeList()));
        out.println();
        out.printf("%-10s %-14s %5s %5s%n", "POOL", "CLASS", "FREE", "TOTAL");
        client.resources(AcceleratorPool.class).list().getItems().forEach(this::pool);
    }

    private void pool(AcceleratorPool pool) {
        Optional<AcceleratorCounts> counts =
                Optional.ofNullable(pool.getStatus()).map(AcceleratorPoolStatus::accelerators);
        out.printf(
                "%-10s %-14s %5s %5s%n",
                pool.getMetadata().getName(),
                pool.getSpec().className(),
                counts.map(AcceleratorCounts::free).map(String::valueOf).orElse("-"),
                counts.map(AcceleratorCounts::total).map(String::valueOf).orElse("-"));
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Preemptible training that holds accelerators. */
record Borrower(TrainingRequest request, List<Share> shares) {
    /** Whose loss counts least: the lowest priority, then the youngest. */
    static final Comparator<Borrower> LEAST_LOSS_FIRST = Comparator.comparingInt(
                    (Borrower b) -> b.request().priority())
            .thenComparing(Comparator.comparingLong((Borrower b) -> b.request().createdMillis())
                    .reversed())
            .thenComparing(Borrower::id);

    JobId id() {
        return request.id();
    }

    /** Accelerators that it holds in a pool, by node. */
    Map<String, Integer> nodesIn(String pool) {
        Map<String, Integer> held = new LinkedHashMap<>();
        for (Share share : shares) {
            if (share.pool().equals(pool)) {
                share.nodes().forEach(node -> held.merge(node, share.acceleratorsPerPod(), Integer::sum));
            }
        }
        return held;
    }
}

package dev.heterodyne.evidence.attribution;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A container that failed, with its pod. */
record FailedExit(PodEnd pod, PodEnd.Exit exit) {
    /** Kubernetes tells ends to the second; within it the order is that of the ranks, so that it does not change. */
    private static final Comparator<FailedExit> EARLIEST_FIRST = Comparator.<FailedExit, Instant>comparing(
                    e -> e.exit().finished().orElse(Instant.MAX))
            .thenComparing(e -> e.pod().rank())
            .thenComparing(e -> e.pod().name());

    /** All of an attempt, the earliest first: who fails first is rather a cause than who fails later. */
    static List<FailedExit> of(AttemptEnd end) {
        return end.pods().stream()
                .flatMap(pod -> pod.exits().stream().filter(PodEnd.Exit::failed).map(exit -> new FailedExit(pod, exit)))
                .sorted(EARLIEST_FIRST)
                .toList();
    }
}

package dev.heterodyne.it;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was done to nodes and pods from outside. One thread writes; it is read when that one is done. */
final class Disturbances {
    /** Times in status are cut to the second, and a watch may lag. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final List<Outage> outages = new ArrayList<>();
    private final Set<String> evicted = new HashSet<>();

    private record Outage(String node, Instant from, Instant to) {
        boolean meets(Attempt attempt) {
            return from.minus(SLACK).isBefore(Instant.parse(attempt.endTime()))
                    && to.plus(SLACK).isAfter(Instant.parse(attempt.startTime()));
        }
    }

    /** A node was away. */
    void outage(String node, Instant from, Instant to) {
        outages.add(new Outage(node, from, to));
    }

    void evicted(String job, String attempt) {
        evicted.add(job + "/" + attempt);
    }

    int outages() {
        return outages.size();
    }

    int evictions() {
        return evicted.size();
    }

    /**
     * Whether an attempt ended as it did because of something done to it.
     *
     * @param nodes that it held
     */
    boolean explain(String job, Attempt attempt, List<String> nodes) {
        if (attempt.outcome() == AttemptOutcome.Preempted) {
            // A node that was gone for a moment leaves pods that were cleared away, and nothing else to be seen.
            return nodes.stream().anyMatch(node -> wasLost(node, attempt))
                    || evicted.contains(job + "/" + attempt.number());
        }
        return attempt.outcome() == AttemptOutcome.HardwareFailure
                && attempt.failedNodes() != null
                && nodes.containsAll(attempt.failedNodes())
                && attempt.failedNodes().stream().allMatch(node -> wasLost(node, attempt));
    }

    private boolean wasLost(String node, Attempt attempt) {
        return outages.stream().anyMatch(outage -> outage.node().equals(node) && outage.meets(attempt));
    }
}

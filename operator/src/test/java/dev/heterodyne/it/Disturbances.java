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

    private record Outage(Loss loss, String node, Instant from, Instant to) {}

    void outage(Loss loss, String node, Instant from, Instant to) {
        outages.add(new Outage(loss, node, from, to));
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

    /** Whether an attempt ended as it did because of something done to it. */
    boolean explain(String job, Attempt attempt) {
        if (attempt.outcome() == AttemptOutcome.Preempted) {
            return evicted.contains(job + "/" + attempt.number());
        }
        return attempt.outcome() == AttemptOutcome.HardwareFailure
                && attempt.failedNodes() != null
                && !attempt.failedNodes().isEmpty()
                && attempt.failedNodes().stream().allMatch(node -> wasLost(node, attempt));
    }

    private boolean wasLost(String node, Attempt attempt) {
        Instant start = Instant.parse(attempt.startTime());
        Instant end = Instant.parse(attempt.endTime());
        return outages.stream()
                .filter(outage -> outage.node().equals(node))
                .anyMatch(outage -> outage.from().minus(SLACK).isBefore(end)
                        && outage.to().plus(SLACK).isAfter(start));
    }
}

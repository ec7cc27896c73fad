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

    private record Outage(String node, Set<String> jobs, Instant from, Instant to) {
        /** Whether it may be why an attempt of a job ended. */
        boolean hit(String job, Attempt attempt) {
            return jobs.contains(job) && meets(attempt);
        }

        boolean meets(Attempt attempt) {
            return from.minus(SLACK).isBefore(Instant.parse(attempt.endTime()))
                    && to.plus(SLACK).isAfter(Instant.parse(attempt.startTime()));
        }
    }

    /**
     * A node was away.
     *
     * @param jobs that ran there when it went
     */
    void outage(String node, Set<String> jobs, Instant from, Instant to) {
        outages.add(new Outage(node, jobs, from, to));
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
        boolean hit = outages.stream().anyMatch(outage -> outage.hit(job, attempt));
        if (attempt.outcome() == AttemptOutcome.Preempted) {
            // A node that was gone for a moment leaves pods that were cleared away, and nothing else to be seen.
            return hit || evicted.contains(job + "/" + attempt.number());
        }
        return attempt.outcome() == AttemptOutcome.HardwareFailure
                && attempt.failedNodes() != null
                && attempt.failedNodes().stream().allMatch(node -> wasLost(node, attempt));
    }

    private boolean wasLost(String node, Attempt attempt) {
        return outages.stream().anyMatch(outage -> outage.node().equals(node) && outage.meets(attempt));
    }
}

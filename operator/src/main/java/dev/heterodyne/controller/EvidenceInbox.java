package dev.heterodyne.controller;

import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.cluster.Outcomes;
import dev.heterodyne.evidence.Run;
import dev.heterodyne.placement.model.JobId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs on their way from the jobs that end them to the pool that learns from them. A pool's status takes them in together
 * with their names, in one write; only then does the job's status show the end, and only then may the pool forget the name.
 * So each attempt counts exactly once, whatever crashes when.
 */
final class EvidenceInbox {
    private final Triggers triggers;
    private final Map<String, Map<String, Report>> waiting = new ConcurrentHashMap<>();
    private final Map<String, CountedAttempt> taken = new ConcurrentHashMap<>();

    /**
     * A run to be counted, and whom to call when it is.
     *
     * @param failedNodes nodes that are to blame, at most 16
     */
    record Report(JobId job, String attempt, Run run, List<String> failedNodes) {
        /** As the pool's status shows it. */
        CountedAttempt counted() {
            return new CountedAttempt(
                    attempt, Outcomes.shown(run.outcome()), failedNodes.isEmpty() ? null : failedNodes);
        }
    }

    EvidenceInbox(Triggers triggers) {
        this.triggers = triggers;
    }

    /** Name of an attempt that no other job, of whatever name, ever has. */
    static String nameOf(String jobUid, int attempt) {
        return jobUid + "/" + attempt;
    }

    static String uidOf(String attempt) {
        return attempt.substring(0, Math.max(0, attempt.lastIndexOf('/')));
    }

    static int numberOf(String attempt) {
        return Integer.parseInt(attempt.substring(attempt.lastIndexOf('/') + 1));
    }

    /** Hands in a run; a second time is as once. */
    void submit(String pool, Report report) {
        waiting.compute(pool, (name, reports) -> {
            Map<String, Report> more = reports == null ? new LinkedHashMap<>() : new LinkedHashMap<>(reports);
            more.putIfAbsent(report.attempt(), report);
            return more;
        });
        triggers.pool(pool);
    }

    /** What a pool has yet to take in, in the order in which it came. */
    List<Report> pending(String pool) {
        return List.copyOf(waiting.getOrDefault(pool, Map.of()).values());
    }

    /**
     * The pool's status holds the run.
     *
     * @param counted what it holds of it; empty where the name was of no use any more
     */
    void written(String pool, Report report, Optional<CountedAttempt> counted) {
        taken.put(report.attempt(), counted.orElseGet(report::counted));
        waiting.computeIfPresent(pool, (name, all) -> {
            Map<String, Report> left = new LinkedHashMap<>(all);
            left.remove(report.attempt());
            return left.isEmpty() ? null : left;
        });
        triggers.job(report.job());
    }

    /** What a pool took in of an attempt since this process started. */
    Optional<CountedAttempt> taken(String attempt) {
        return Optional.ofNullable(taken.get(attempt));
    }

    /** The job's own status shows the end; nobody asks again. */
    void settled(String attempt) {
        taken.remove(attempt);
    }

    /** As {@link #settled}, and the pool may drop the name; for an end by which it gets nothing back, so nothing else tells it. */
    void settled(String pool, String attempt) {
        settled(attempt);
        triggers.pool(pool);
    }
}

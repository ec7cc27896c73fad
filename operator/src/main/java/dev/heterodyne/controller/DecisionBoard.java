package dev.heterodyne.controller;

import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Placed;
import dev.heterodyne.placement.cycle.Preemption;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the scheduling loop leaves what it decided, for the reconcilers to carry out. */
final class DecisionBoard {
    private final Map<JobId, Entry> entries = new ConcurrentHashMap<>();
    private final Map<JobId, Outlook> outlooks = new ConcurrentHashMap<>();
    private final Map<JobId, Recall> recalls = new ConcurrentHashMap<>();
    private volatile @Nullable Map<String, Map<WorkloadKind, Double>> prices;

    /**
     * What the replicas of a placed job serve.
     *
     * @param incarnation the job as the cycle saw it
     * @param shares what it held then
     * @param ready replicas ready by pool, as the cycle saw it
     * @param outdated pools that ran an old template, as the cycle saw it
     */
    record Outlook(
            Forecast forecast,
            Incarnation incarnation,
            List<Share> shares,
            Map<String, Integer> ready,
            Set<String> outdated) {}

    /**
     * That a job has to give back what it holds.
     *
     * @param incarnation the job as the cycle saw it, with the attempt that is to end
     */
    record Recall(Preemption preemption, Incarnation incarnation) {}

    /**
     * A decision, and which life of the job it was made for.
     *
     * @param incarnation the job as the cycle saw it
     */
    record Entry(Decision decision, Incarnation incarnation) {
        private record Verdict(String pool, Optional<Reason> reason) {}

        boolean saysTheSameAs(Entry other) {
            return incarnation.equals(other.incarnation)
                    && decision.outcome() == other.decision.outcome()
                    && decision.reason().equals(other.decision.reason())
                    && verdicts().equals(other.verdicts());
        }

        private Set<Verdict> verdicts() {
            return decision.candidates().stream()
                    .map(c -> new Verdict(c.pool(), c.reason()))
                    .collect(Collectors.toSet());
        }
    }

    /** Puts up a decision; false where it tells nothing that the last one has not told. */
    boolean put(Decision decision, Incarnation incarnation) {
        Entry entry = new Entry(decision, incarnation);
        Entry before = entries.put(decision.job(), entry);
        return decision.outcome() == Outcome.Placed || before == null || !entry.saysTheSameAs(before);
    }

    Optional<Entry> find(JobId job) {
        return Optional.ofNullable(entries.get(job));
    }

    void remove(JobId job) {
        entries.remove(job);
    }

    /** Takes down what is up for a job. */
    Optional<Entry> take(JobId job) {
        return Optional.ofNullable(entries.remove(job));
    }

    /** Whether a step of a placed job has yet to be written down; the next one is decided after that. */
    boolean hasStep(JobId job) {
        return find(job).filter(e -> !e.decision().before().isEmpty()).isPresent();
    }

    /** Puts up what a placed job serves, rounded; false where that is what is known already. */
    boolean putOutlook(Placed job, Forecast forecast, Incarnation incarnation) {
        Outlook outlook =
                new Outlook(RoundedForecast.of(forecast), incarnation, job.shares(), job.ready(), job.outdated());
        return !outlook.equals(outlooks.put(job.request().id(), outlook));
    }

    Optional<Outlook> outlook(JobId job) {
        return Optional.ofNullable(outlooks.get(job));
    }

    /** Forgets what jobs serve that are placed no more. */
    void keepOutlooks(Set<JobId> jobs) {
        outlooks.keySet().retainAll(jobs);
    }

    /** Puts up who has to give back what it holds, in place of what was asked before; returns those for whom that is new. */
    Set<JobId> putRecalls(Map<JobId, Recall> asked) {
        Set<JobId> fresh = asked.entrySet().stream()
                .filter(e -> !e.getValue().equals(recalls.get(e.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        recalls.keySet().retainAll(asked.keySet());
        recalls.putAll(asked);
        return fresh;
    }

    Optional<Recall> recall(JobId job) {
        return Optional.ofNullable(recalls.get(job));
    }

    void putPrices(Map<String, Map<WorkloadKind, Double>> newest) {
        prices = newest;
    }

    /** Whether a pass has set prices yet. */
    boolean hasPrices() {
        return prices != null;
    }

    Map<WorkloadKind, Double> prices(String pool) {
        Map<String, Map<WorkloadKind, Double>> known = prices;
        return known == null ? Map.of() : known.getOrDefault(pool, Map.of());
    }
}

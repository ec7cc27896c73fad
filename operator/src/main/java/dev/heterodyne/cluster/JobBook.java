package dev.heterodyne.cluster;

import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.ledger.Reservation;
import dev.heterodyne.placement.model.JobId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All jobs, as the API server last showed them and as we have decided since. An informer's copy lags behind what was just
 * written, so a decision made here counts until a copy shows it, and a release counts until a copy confirms it.
 */
final class JobBook {
    private final Map<JobId, JobFacts> facts = new TreeMap<>();
    private final Map<JobId, List<Share>> assumed = new HashMap<>();
    private final Map<JobId, List<Share>> released = new HashMap<>();

    /** Takes in a copy of a job; false where it says nothing new. */
    boolean put(JobFacts job) {
        if (find(job.id()).filter(f -> !f.uid().equals(job.uid())).isPresent()) {
            // Deleted and made anew between two copies: nothing that was decided concerns this one.
            remove(job.id());
        }
        List<Share> shown = Share.plain(job.shares());
        if (released.containsKey(job.id()) && !shown.equals(released.get(job.id()))) {
            released.remove(job.id());
        }
        List<Share> ours = assumed.getOrDefault(job.id(), List.of());
        boolean confirmed = shown.equals(Share.plain(ours)) && !released.containsKey(job.id());
        if (job.finished() || confirmed) {
            assumed.remove(job.id());
        }
        return !job.equals(facts.put(job.id(), job));
    }

    /** Drops a job; false where it was not known. */
    boolean remove(JobId job) {
        boolean held = assumed.remove(job) != null;
        released.remove(job);
        return facts.remove(job) != null || held;
    }

    /** Notes a decision; nothing is left to note where the job's copy shows it already. */
    void assume(JobId job, List<Share> shares) {
        boolean shown = shown(job)
                .filter(s -> Share.plain(s).equals(Share.plain(shares)))
                .isPresent();
        if (shown) {
            assumed.remove(job);
        } else {
            assumed.put(job, List.copyOf(shares));
        }
    }

    /** Gives up what a job holds, even though a copy of it may go on showing that for a while. */
    void forget(JobId job) {
        assumed.remove(job);
        find(job).filter(f -> !f.shares().isEmpty()).ifPresent(f -> released.put(job, Share.plain(f.shares())));
    }

    /** Whether what a job gave up is still shown by its copy, which then does not know yet why either. */
    boolean isStale(JobId job) {
        return released.containsKey(job);
    }

    Optional<JobFacts> find(JobId job) {
        return Optional.ofNullable(facts.get(job));
    }

    Collection<JobFacts> all() {
        return facts.values();
    }

    /** Jobs that were given something before any copy of them was seen, and all others, that may hold anything. */
    Collection<JobId> assumedJobs() {
        return List.copyOf(assumed.keySet());
    }

    /** What a job holds by decision. */
    List<Share> held(JobId job) {
        List<Share> ours = assumed.get(job);
        if (ours != null) {
            return ours;
        }
        return shown(job).orElse(List.of());
    }

    /**
     * What a job has reserved: what it holds by decision, and until its copy shows that, also what the copy still shows.
     * A step that gives something up may yet turn out void.
     */
    List<Reservation> reserved(JobId job) {
        Map<String, Map<String, Integer>> byPool = new TreeMap<>();
        Stream.of(held(job), shown(job).orElse(List.of()))
                .flatMap(List::stream)
                .map(Share::reservation)
                .forEach(r -> r.acceleratorsByNode()
                        .forEach((node, accelerators) -> byPool.computeIfAbsent(r.pool(), p -> new TreeMap<>())
                                .merge(node, accelerators, Math::max)));
        return byPool.entrySet().stream()
                .map(e -> new Reservation(e.getKey(), e.getValue()))
                .toList();
    }

    /** What the job's copy shows that still counts. */
    private Optional<List<Share>> shown(JobId job) {
        return find(job)
                .filter(f -> !f.finished() && !released.containsKey(job))
                .map(JobFacts::shares);
    }
}

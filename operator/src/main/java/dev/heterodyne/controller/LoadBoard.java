package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.cluster.Following;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.prometheus.LoadQuery;
import dev.heterodyne.scaling.LoadWindow;
import dev.heterodyne.scaling.Observation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where the load watcher leaves what it read, for the reconciler to write down. */
final class LoadBoard {
    private final Map<JobId, Seen> entries = new ConcurrentHashMap<>();

    /**
     * What was read for one life of a job with one query; another query starts anew.
     *
     * @param problem of the newest round, where it was not complete
     */
    record Seen(String uid, LoadQuery query, LoadWindow window, Optional<String> problem) {
        boolean isOf(InferenceJob job, LoadQuery asked) {
            return uid.equals(job.getMetadata().getUid()) && query.equals(asked);
        }
    }

    /** Adds what one round of queries came to. */
    void put(InferenceJob job, Following following, Observation observation) {
        entries.compute(Jobs.id(job), (id, before) -> {
            LoadWindow window =
                    before != null && before.isOf(job, following.query()) ? before.window() : LoadWindow.EMPTY;
            return new Seen(
                    job.getMetadata().getUid(),
                    following.query(),
                    observation
                            .reading()
                            .map(r -> window.with(r, following.rules()))
                            .orElse(window),
                    observation.problem());
        });
    }

    /** What was read for the job as it is now. */
    Optional<Seen> find(InferenceJob job, LoadQuery asked) {
        return Optional.ofNullable(entries.get(Jobs.id(job))).filter(s -> s.isOf(job, asked));
    }

    /** Forgets all other jobs. */
    void retain(Set<JobId> jobs) {
        entries.keySet().retainAll(jobs);
    }
}

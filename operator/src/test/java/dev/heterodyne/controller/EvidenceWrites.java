package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.api.CountedAttempt;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The two writes that evidence takes: the pool of {@link Manifests#H20} counts it, and the job's status shows it. Notes their
 * order, and refuses either as an operator would have it that dies before.
 */
final class EvidenceWrites {
    private static final String POOL = "/acceleratorpools/h20-a/status";
    private static final String COUNTED = "\"counted\"";

    /** One of the two. */
    enum Write {
        /** The pool counts it. */
        COUNTED,
        /** The job's status shows it. */
        SHOWN
    }

    private final MockCluster cluster;
    private final String job;
    private final String field;
    private final List<Write> asked = new CopyOnWriteArrayList<>();

    /**
     * @param job end of the path of the job's status
     * @param field of the job's status that shows it
     */
    EvidenceWrites(MockCluster cluster, String job, String field) {
        this.cluster = cluster;
        this.job = job;
        this.field = "\"" + field + "\"";
        acceptAll();
    }

    /** Carries out all from now on. */
    void acceptAll() {
        accept(write -> true);
    }

    /** From now on the API server takes all but this. */
    void refuse(Write refused) {
        accept(write -> write != refused);
    }

    /** Those that the operator asked for, refused ones included, oldest first. */
    List<Write> asked() {
        return List.copyOf(asked);
    }

    /** What the pool has counted and the jobs are yet to show. */
    List<CountedAttempt> counted() {
        return cluster.poolStatus().map(AcceleratorPoolStatus::counted).orElse(List.of());
    }

    private void accept(Predicate<Write> accepted) {
        cluster.beforeUpdate((path, body) -> {
            if (path.endsWith(POOL) && body.contains(COUNTED)) {
                return note(Write.COUNTED, accepted);
            }
            return !(path.endsWith(job) && body.contains(field)) || note(Write.SHOWN, accepted);
        });
    }

    private boolean note(Write write, Predicate<Write> accepted) {
        asked.add(write);
        return accepted.test(write);
    }
}

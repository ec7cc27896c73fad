package dev.heterodyne.controller;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Name under which a pool counts that the replicas of a job kept crashing there. A job has one setback at a time on a pool.
 *
 * @param uid of the job
 * @param time when it was seen, to the second
 */
record SetbackName(String uid, String pool, Instant time) {
    private static final char BEFORE_TIME = '@';

    /** As the pool's status keeps it; no attempt of a training job is ever called so. */
    String text() {
        return uid + "/" + pool + BEFORE_TIME + time;
    }

    /** The name that a text is; empty where it is that of an attempt. */
    static Optional<SetbackName> parse(String text) {
        int slash = text.lastIndexOf('/');
        int at = text.lastIndexOf(BEFORE_TIME);
        if (slash < 0 || at < slash) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SetbackName(
                    text.substring(0, slash), text.substring(slash + 1, at), Instant.parse(text.substring(at + 1))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether both are about the same job and pool. */
    boolean isLike(SetbackName other) {
        return uid.equals(other.uid) && pool.equals(other.pool);
    }
}

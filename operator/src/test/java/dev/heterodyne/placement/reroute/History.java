package dev.heterodyne.placement.reroute;

import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A history in a few lines, one attempt after the other, for tests. */
public final class History {
    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final List<PastAttempt> attempts = new ArrayList<>();

    /** An attempt that was ready and ended so many minutes after the start. */
    public History add(String pool, Ending ending, long minutes, String... failedNodes) {
        return add(pool, "cuda", ending, true, minutes, failedNodes);
    }

    public History add(String pool, String stack, Ending ending, boolean ready, long minutes, String... failedNodes) {
        attempts.add(
                new PastAttempt(attempts.size() + 1, pool, stack, ending, ready, at(minutes), List.of(failedNodes)));
        return this;
    }

    public List<PastAttempt> list() {
        return List.copyOf(attempts);
    }

    public static Instant at(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }
}

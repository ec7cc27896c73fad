package dev.heterodyne.placement.reroute;

import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Duration;
import java.util.List;

/** How long to wait before the next attempt: longer each time that the same thing goes wrong again. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(10);
    /** Doublings after which the bound is reached whatever the first wait. */
    private static final int MOST_DOUBLINGS = 16;

    private Backoff() {}

    /** After failures that nothing explains, every one of them waits. */
    static Duration unexplained(List<PastAttempt> past) {
        return doubled(streak(past) - 1);
    }

    /** After failures of one pool, the first is tried again at once. */
    static Duration poolFailed(List<PastAttempt> past) {
        int streak = streak(past);
        return streak < 2 ? Duration.ZERO : doubled(streak - 2);
    }

    private static Duration doubled(int times) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        return wait.compareTo(MOST) < 0 ? wait : MOST;
    }

    /** Attempts that ended as the last one did, one after the other; disruptions in between say nothing. */
    private static int streak(List<PastAttempt> past) {
        PastAttempt last = past.get(past.size() - 1);
        int streak = 0;
        for (int i = past.size() - 1; i >= 0; i--) {
            PastAttempt attempt = past.get(i);
            if (attempt.ending() == Ending.DISRUPTED) {
                continue;
            }
            boolean same = attempt.ending() == last.ending()
                    && (last.ending() != Ending.POOL_FAILED || attempt.pool().equals(last.pool()));
            if (!same) {
                break;
            }
            streak++;
        }
        return streak;
    }
}

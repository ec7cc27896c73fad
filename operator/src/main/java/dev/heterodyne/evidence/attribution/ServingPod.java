package dev.heterodyne.evidence.attribution;

import java.time.Duration;
import java.time.Instant;

/**
 * A pod that is to serve for good, and how it keeps up.
 *
 * @param pod how it stands, with the latest ends of its containers
 * @param created when it was made
 * @param restarts of the container that was started again most often, at least 0
 * @param ready whether it serves
 */
public record ServingPod(PodEnd pod, Instant created, int restarts, boolean ready) {
    /** Restarts before which a start that fails may still be bad luck. */
    static final int LEAST_RESTARTS = 3;
    /** The kubelet waits at most five minutes between two starts, so one that keeps crashing has ended within this. */
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final String BACKING_OFF = "CrashLoopBackOff";

    /** Whether it is started again and again, to no avail. */
    public boolean keepsCrashing(Instant now) {
        return !ready && restarts >= LEAST_RESTARTS && (BACKING_OFF.equals(pod.waiting()) || endedLately(now));
    }

    private boolean endedLately(Instant now) {
        Instant from = now.minus(WINDOW);
        return pod.exits().stream().flatMap(exit -> exit.finished().stream()).anyMatch(end -> end.isAfter(from));
    }
}

package dev.heterodyne.evidence.attribution;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Pods of one share that keep crashing.
 *
 * @param crashing those of them, by name; never empty
 * @param pods how many the share has
 */
public record CrashLoop(List<ServingPod> crashing, int pods) {
    public CrashLoop {
        crashing = List.copyOf(crashing);
    }

    /** What the pods of a share show; empty where none keeps crashing. */
    public static Optional<CrashLoop> of(List<ServingPod> pods, Instant now) {
        List<ServingPod> crashing = pods.stream()
                .filter(pod -> pod.keepsCrashing(now))
                .sorted(Comparator.comparing(pod -> pod.pod().name()))
                .toList();
        return crashing.isEmpty() ? Optional.empty() : Optional.of(new CrashLoop(crashing, pods.size()));
    }

    /** Whether it is the share that fails, and not the odd replica: at least half of its pods. */
    public boolean isWidespread() {
        return 2 * crashing.size() >= pods;
    }

    /** Whether all these pods were there at a time, so that what was said of them then has said it all. */
    public boolean isOfBefore(Instant time) {
        return crashing.stream().noneMatch(pod -> pod.created().isAfter(time));
    }

    /** Whether every end was one without an error: a program that is done, where it should serve. */
    boolean endsInSuccess() {
        List<PodEnd.Exit> exits =
                crashing.stream().flatMap(pod -> pod.pod().exits().stream()).toList();
        return !exits.isEmpty() && exits.stream().noneMatch(PodEnd.Exit::failed);
    }

    /** For people: how many of how many. */
    public String figures() {
        return "%d of %d pods keep crashing".formatted(crashing.size(), pods);
    }
}

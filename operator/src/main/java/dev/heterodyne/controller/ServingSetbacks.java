package dev.heterodyne.controller;

import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.Setback;
import dev.heterodyne.cluster.SetbackTimes;
import dev.heterodyne.controller.CrashLoops.Trouble;
import dev.heterodyne.controller.ServingEvidence.Counted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which pools a job avoids, since its replicas kept crashing there. The pool counts a failure of stack or hardware before
 * the job shows it; what nothing explains moves the replicas all the same, but is held against nobody.
 */
final class ServingSetbacks {
    private static final int MOST = 16;
    private static final String COUNTED = "counted by the pool before this could be written down";
    private final ServingEvidence evidence;
    private final Function<InferenceJob, Duration> cooldown;
    private final Clock clock;

    /**
     * @param cooldown how long the policy of a job keeps it away from a pool that it left
     */
    ServingSetbacks(ServingEvidence evidence, Function<InferenceJob, Duration> cooldown, Clock clock) {
        this.evidence = evidence;
        this.cooldown = cooldown;
        this.clock = clock;
    }

    /** What status is to show now, by pool. */
    List<Setback> of(InferenceJob job, List<Trouble> troubles) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration pause = cooldown.apply(job);
        Map<String, Setback> shown = new TreeMap<>();
        before(job).forEach(s -> shown.put(s.pool(), s));
        List<Counted> counted = evidence.counted(job);
        counted.stream()
                .filter(c -> isNews(c, shown.get(c.name().pool())))
                .forEach(c -> shown.put(c.name().pool(), setback(c, troubles, pause)));
        for (Trouble trouble : troubles) {
            if (trouble.loop().isWidespread() && moves(trouble, shown.values(), now)) {
                meet(job, trouble, shown, now, pause);
            }
        }
        shown.values()
                .removeIf(s -> SetbackTimes.of(s).arePast(now)
                        && counted.stream().noneMatch(c -> c.name().pool().equals(s.pool()))
                        && troubles.stream().noneMatch(t -> t.pool().equals(s.pool())));
        return shown.values().stream().limit(MOST).toList();
    }

    /** The job's status shows them now. */
    void written(InferenceJob job) {
        List<Setback> shown = before(job);
        evidence.shown(
                job,
                evidence.counted(job).stream()
                        .filter(c -> shown.stream()
                                .anyMatch(s -> s.pool().equals(c.name().pool()) && !isNews(c, s)))
                        .toList());
    }

    /** When the first of them is past. */
    Optional<Instant> nextLapse(InferenceJob job) {
        Instant now = clock.instant();
        return before(job).stream()
                .map(s -> SetbackTimes.of(s).until())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    /** Whether the job's status has yet to show a setback. */
    static boolean awaits(InferenceJob job, SetbackName name) {
        return before(job).stream()
                .noneMatch(s -> s.pool().equals(name.pool())
                        && !SetbackTimes.of(s).seen().isBefore(name.time()));
    }

    private void meet(InferenceJob job, Trouble trouble, Map<String, Setback> shown, Instant now, Duration pause) {
        Setback last = shown.get(trouble.pool());
        if (last != null && !SetbackTimes.of(last).arePast(now)) {
            return;
        }
        if (last != null && trouble.loop().isOfBefore(SetbackTimes.of(last).seen())) {
            // The very pods that it was about: nothing new is learnt, and nothing is better.
            if (!pause.isZero()) {
                shown.put(last.pool(), setback(last, now.plus(pause)));
            }
        } else if (evidence.teaches(trouble)) {
            evidence.report(job, trouble, now);
        } else {
            shown.put(
                    trouble.pool(),
                    new Setback(
                            trouble.pool(),
                            ServingEvidence.outcome(trouble),
                            reason(trouble),
                            now.toString(),
                            now.plus(pause).toString()));
        }
    }

    /**
     * Whether another pool may do better. Not where the job itself is at fault, or was interrupted; nor where nothing explains
     * it here and nothing explained it elsewhere, since then it rather is the job.
     */
    private static boolean moves(Trouble trouble, Collection<Setback> shown, Instant now) {
        return switch (trouble.finding().outcome()) {
            case STACK_FAILURE, HARDWARE_FAILURE -> true;
            case UNKNOWN ->
                shown.stream()
                        .noneMatch(s -> s.outcome() == AttemptOutcome.Unknown
                                && !s.pool().equals(trouble.pool())
                                && !SetbackTimes.of(s).arePast(now));
            case USER_ERROR, PREEMPTED, CANCELLED, COMPLETED -> false;
        };
    }

    private static boolean isNews(Counted counted, @Nullable Setback shown) {
        return shown == null
                || SetbackTimes.of(shown).seen().isBefore(counted.name().time());
    }

    private static Setback setback(Counted counted, List<Trouble> troubles, Duration pause) {
        String reason = troubles.stream()
                .filter(t -> t.pool().equals(counted.name().pool()) && ServingEvidence.outcome(t) == counted.outcome())
                .findFirst()
                .map(ServingSetbacks::reason)
                .orElse(COUNTED);
        Instant time = counted.name().time();
        return new Setback(
                counted.name().pool(),
                counted.outcome(),
                reason,
                time.toString(),
                time.plus(pause).toString());
    }

    private static Setback setback(Setback last, Instant until) {
        return new Setback(last.pool(), last.outcome(), last.reason(), last.time(), until.toString());
    }

    private static String reason(Trouble trouble) {
        return StatusFactory.brief(
                trouble.loop().figures() + ": " + trouble.finding().reason());
    }

    private static List<Setback> before(InferenceJob job) {
        return Objects.requireNonNullElse(InferenceStatuses.of(job).setbacks(), List.of());
    }
}

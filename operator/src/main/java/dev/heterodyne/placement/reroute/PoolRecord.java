package dev.heterodyne.placement.reroute;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What one pool has done to a job.
 *
 * @param failures for whatever reason, save the job's own fault
 * @param sinceCooldown failures of stack or hardware since the job last came back to the pool after a cooldown
 * @param barredUntil end of the cooldown that the last failure began; empty where the job has not left the pool
 */
record PoolRecord(int failures, int sinceCooldown, Optional<Instant> barredUntil) {
    private static final PoolRecord CLEAN = new PoolRecord(0, 0, Optional.empty());

    static PoolRecord of(String pool, List<PastAttempt> past, RerouteRules rules) {
        PoolRecord record = CLEAN;
        for (PastAttempt attempt : past) {
            if (attempt.pool().equals(pool)) {
                record = record.after(attempt, rules);
            }
        }
        return record;
    }

    private PoolRecord after(PastAttempt attempt, RerouteRules rules) {
        if (attempt.ending() == Ending.UNEXPLAINED) {
            return new PoolRecord(failures + 1, sinceCooldown, barredUntil);
        }
        if (attempt.ending() != Ending.POOL_FAILED) {
            return this;
        }
        boolean cameBack =
                barredUntil.filter(until -> !attempt.end().isBefore(until)).isPresent();
        int count = cameBack ? 1 : sinceCooldown + 1;
        return new PoolRecord(
                failures + 1,
                count,
                count >= rules.afterFailures() ? Optional.of(attempt.end().plus(rules.cooldown())) : Optional.empty());
    }

    /** Why the pool may not take the job now; empty where it may. */
    Optional<Verdict> verdict(RerouteRules rules, Instant now) {
        if (failures >= rules.maxAttemptsPerPool()) {
            return Optional.of(new Verdict(
                    Reason.AttemptsUsedUp,
                    "failed it in %d attempts, failurePolicy.maxAttemptsPerPool allows %d; raise it to try again here"
                            .formatted(failures, rules.maxAttemptsPerPool())));
        }
        return barredUntil
                .filter(now::isBefore)
                .map(until -> new Verdict(
                        Reason.CoolingDown,
                        "failed it in %d attempts, takes it again at %s; lower reroute.cooldownSeconds to try sooner"
                                .formatted(sinceCooldown, toTheSecond(until))));
    }

    /** When a pool that is barred opens again; empty where it never does. */
    Optional<Instant> opensAt(RerouteRules rules) {
        return failures >= rules.maxAttemptsPerPool() ? Optional.empty() : barredUntil;
    }

    /** Rounded up, so that the pool is open by then. */
    private static Instant toTheSecond(Instant time) {
        Instant floor = time.truncatedTo(ChronoUnit.SECONDS);
        return floor.equals(time) ? floor : floor.plusSeconds(1);
    }
}

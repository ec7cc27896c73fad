package dev.heterodyne.placement.reroute;

import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules applied to a history: the attempts that are over, oldest first. A job leaves a pool after so many failures of
 * its stack or hardware and does not come back before the cooldown is over, so it cannot swing to and fro between pools.
 */
public final class Reroute {
    private final RerouteRules rules;

    public Reroute(RerouteRules rules) {
        this.rules = rules;
    }

    /** What the past rules out now. */
    public Restrictions restrictions(List<PastAttempt> past, Instant now) {
        if (past.isEmpty()) {
            return Restrictions.NONE;
        }
        Map<String, Verdict> barred = new HashMap<>();
        Stream.Builder<Instant> lapses = Stream.builder();
        past.stream().map(PastAttempt::pool).distinct().forEach(pool -> {
            PoolRecord record = PoolRecord.of(pool, past, rules);
            record.verdict(rules, now).ifPresent(verdict -> {
                barred.put(pool, verdict);
                record.opensAt(rules).ifPresent(lapses);
            });
        });
        AvoidedNodes nodes = AvoidedNodes.of(past, rules, now);
        nodes.firstForgiven().ifPresent(lapses);
        return new Restrictions(
                barred, nodes.names(), stack(past), lapses.build().min(Instant::compareTo));
    }

    /** Why there is no next attempt; empty where there is one. */
    public Optional<String> givesUp(List<PastAttempt> past) {
        Optional<PastAttempt> ownFault =
                past.stream().filter(a -> a.ending() == Ending.OWN_FAULT).findFirst();
        if (ownFault.isPresent()) {
            return Optional.of("the job's own fault: attempt %d on %s failed by its program or settings, so another"
                            .formatted(ownFault.get().number(), ownFault.get().pool())
                    + " one cannot help; correct them and create the job anew");
        }
        Map<String, Long> byPool = past.stream()
                .filter(a -> isFailure(a.ending()))
                .collect(Collectors.groupingBy(PastAttempt::pool, TreeMap::new, Collectors.counting()));
        long failures = byPool.values().stream().mapToLong(Long::longValue).sum();
        if (failures < rules.maxAttempts()) {
            return Optional.empty();
        }
        String where = byPool.entrySet().stream()
                .map(e -> e.getValue() + " on " + e.getKey())
                .collect(Collectors.joining(", "));
        return Optional.of("%d attempts failed (%s), failurePolicy.maxAttempts allows %d"
                .formatted(failures, where, rules.maxAttempts()));
    }

    /** How long the job waits before it asks for a placement again, after the last of these attempts. */
    public Duration backoff(List<PastAttempt> past) {
        if (past.isEmpty()) {
            return Duration.ZERO;
        }
        return switch (past.get(past.size() - 1).ending()) {
            case UNEXPLAINED -> Backoff.unexplained(past);
            // Where it goes next, nothing has failed it yet.
            case POOL_FAILED -> leavesPool(past) ? Duration.ZERO : Backoff.poolFailed(past);
            case DISRUPTED, COMPLETED, OWN_FAULT -> Duration.ZERO;
        };
    }

    /** Whether the job leaves the pool of its last attempt because of how that one ended. */
    public boolean leavesPool(List<PastAttempt> past) {
        if (past.isEmpty()) {
            return false;
        }
        PastAttempt last = past.get(past.size() - 1);
        return (last.ending() == Ending.POOL_FAILED || last.ending() == Ending.UNEXPLAINED)
                && PoolRecord.of(last.pool(), past, rules)
                        .verdict(rules, last.end())
                        .isPresent();
    }

    private Optional<String> stack(List<PastAttempt> past) {
        return rules.checkpointed() && !rules.portable()
                ? past.stream()
                        .filter(PastAttempt::wasReady)
                        .map(PastAttempt::stack)
                        .reduce((earlier, later) -> later)
                : Optional.empty();
    }

    private static boolean isFailure(Ending ending) {
        return ending == Ending.POOL_FAILED || ending == Ending.UNEXPLAINED || ending == Ending.OWN_FAULT;
    }
}

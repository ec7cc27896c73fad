package dev.heterodyne.cluster;

import dev.heterodyne.placement.model.ReroutePolicy;
import dev.heterodyne.placement.reroute.PastAttempt;
import dev.heterodyne.placement.reroute.Reroute;
import dev.heterodyne.placement.reroute.RerouteRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job has been through, and how often it may be tried.
 *
 * @param past attempts that are over, oldest first
 * @param retryTime before which it asks for no placement; empty while it does not back off
 * @param maxAttempts failures after which it fails for good
 * @param maxAttemptsPerPool failures on one pool after which it never goes there again
 * @param checkpointed whether it saves its state
 * @param portable whether another stack can read that
 * @param coolingDown pools that an inference job avoids, and until when; empty for training, which has its attempts
 */
record JobHistory(
        List<PastAttempt> past,
        Optional<Instant> retryTime,
        int maxAttempts,
        int maxAttemptsPerPool,
        boolean checkpointed,
        boolean portable,
        Map<String, Instant> coolingDown) {
    /** Of a job that is not tried again by us, or has yet to be tried, with the defaults. */
    static final JobHistory NONE = new JobHistory(List.of(), Optional.empty(), 6, 2, false, false, Map.of());

    JobHistory {
        past = List.copyOf(past);
        coolingDown = Map.copyOf(coolingDown);
    }

    /** The same limits on another past. */
    JobHistory with(List<PastAttempt> attempts, Optional<Instant> retry) {
        return new JobHistory(attempts, retry, maxAttempts, maxAttemptsPerPool, checkpointed, portable, coolingDown);
    }

    /** An inference job's, which avoids these pools until then. */
    static JobHistory avoiding(Map<String, Instant> coolingDown) {
        return new JobHistory(
                NONE.past,
                NONE.retryTime,
                NONE.maxAttempts,
                NONE.maxAttemptsPerPool,
                NONE.checkpointed,
                NONE.portable,
                coolingDown);
    }

    /** Whether a pool is avoided at a time; one that was never left is not. */
    boolean avoids(String pool, Instant now) {
        return Optional.ofNullable(coolingDown.get(pool)).filter(now::isBefore).isPresent();
    }

    /** When the first pool is avoided no more. */
    Optional<Instant> nextLapse(Instant now) {
        return coolingDown.values().stream().filter(now::isBefore).min(Instant::compareTo);
    }

    /** The rules that the job and its policy make. */
    Reroute reroute(ReroutePolicy policy) {
        return new Reroute(new RerouteRules(
                maxAttempts,
                maxAttemptsPerPool,
                policy.afterFailures(),
                policy.cooldown(),
                policy.avoidNode(),
                policy.maxAvoidedNodes(),
                checkpointed,
                portable));
    }

    boolean backsOff(Instant now) {
        return retryTime.filter(now::isBefore).isPresent();
    }
}

package dev.heterodyne.placement.reroute;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rules applied to a history. */
public final class Reroute {
    private final RerouteRules rules;

    public Reroute(RerouteRules rules) {
        this.rules = rules;
    }

    /** What the past rules out now. */
    public Restrictions restrictions(List<PastAttempt> past, Instant now) {
        throw new UnsupportedOperationException(rules + " " + past + now);
    }

    /** Why there is no next attempt; empty where there is one. */
    public Optional<String> givesUp(List<PastAttempt> past) {
        throw new UnsupportedOperationException(rules + " " + past);
    }

    /** How long the job waits before it asks for a placement again, after the last of these attempts. */
    public Duration backoff(List<PastAttempt> past) {
        throw new UnsupportedOperationException(rules + " " + past);
    }

    /** Whether the job leaves the pool of its last attempt because of how that one ended. */
    public boolean leavesPool(List<PastAttempt> past) {
        throw new UnsupportedOperationException(rules + " " + past);
    }
}

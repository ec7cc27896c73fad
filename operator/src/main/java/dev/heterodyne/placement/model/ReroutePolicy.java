package dev.heterodyne.placement.model;

import java.time.Duration;

/**
 * When a job moves away from hardware that fails it.
 *
 * @param afterFailures failures of stack or hardware on a pool after which the job leaves it, at least 1
 * @param cooldown before a pool that a job left may take it again, not negative
 * @param avoidNode how long a job avoids a node that failed it, not negative
 * @param maxAvoidedNodes most nodes that a job avoids at a time, not negative
 * @param deviceLossGrace how long a Ready node may offer too few accelerators before they count as lost, not negative
 */
public record ReroutePolicy(
        int afterFailures, Duration cooldown, Duration avoidNode, int maxAvoidedNodes, Duration deviceLossGrace) {
    /** Applies to what a policy leaves out. */
    public static final ReroutePolicy DEFAULT =
            new ReroutePolicy(2, Duration.ofHours(1), Duration.ofDays(1), 8, Duration.ofMinutes(1));
}

package dev.heterodyne.placement.reroute;

import java.time.Duration;

/**
 * When a job moves, and when it ends.
 *
 * @param maxAttempts failures after which the job fails for good, at least 1
 * @param maxAttemptsPerPool failures on one pool after which the job never goes there again, at least 1
 * @param afterFailures failures of stack or hardware on a pool after which the job leaves it, at least 1
 * @param cooldown before a pool that a job left may take it again
 * @param avoidNode how long a node that failed the job is avoided
 * @param maxAvoidedNodes most nodes avoided at a time, the latest first
 * @param checkpointed whether the job saves checkpoints
 * @param portable whether another stack can read them
 */
public record RerouteRules(
        int maxAttempts,
        int maxAttemptsPerPool,
        int afterFailures,
        Duration cooldown,
        Duration avoidNode,
        int maxAvoidedNodes,
        boolean checkpointed,
        boolean portable) {}

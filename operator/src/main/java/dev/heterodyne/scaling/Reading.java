package dev.heterodyne.scaling;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A load as it was read.
 *
 * @param time when it was asked for
 * @param requestsPerSecond over all replicas, at least 0
 * @param promptTokens mean tokens of a prompt, where read
 * @param outputTokens mean tokens of an answer, where read
 * @param complete whether all that was asked for was read; what is not complete may raise the load and never lower it
 */
public record Reading(
        Instant time,
        double requestsPerSecond,
        OptionalDouble promptTokens,
        OptionalDouble outputTokens,
        boolean complete) {}

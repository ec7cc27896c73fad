package dev.heterodyne.scaling;

import java.util.OptionalDouble;

/**
 * The load that replicas are sized for.
 *
 * @param requestsPerSecond over all replicas, with headroom; empty where nothing is known
 * @param promptTokens mean tokens of a prompt; empty where none were read
 * @param outputTokens mean tokens of an answer; empty where none were read
 */
public record CarriedLoad(OptionalDouble requestsPerSecond, OptionalDouble promptTokens, OptionalDouble outputTokens) {
    /** Nothing is known. */
    public static final CarriedLoad UNKNOWN =
            new CarriedLoad(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}

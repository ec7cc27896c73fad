package dev.heterodyne.placement.model;

import java.util.OptionalDouble;

/**
 * Latency that an inference job must hold.
 *
 * @param timePerOutputTokenSeconds most seconds per output token
 * @param timeToFirstTokenSeconds most seconds of prefill
 */
public record Slo(OptionalDouble timePerOutputTokenSeconds, OptionalDouble timeToFirstTokenSeconds) {
    /** No bound. */
    public static final Slo NONE = new Slo(OptionalDouble.empty(), OptionalDouble.empty());
}

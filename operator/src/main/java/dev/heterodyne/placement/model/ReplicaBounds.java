package dev.heterodyne.placement.model;

import java.util.OptionalInt;

/**
 * How many replicas an inference job may have.
 *
 * @param min placed all or none, at least 1
 * @param max at least {@code min}
 * @param desired what a scaler asked for, kept within min and max
 */
public record ReplicaBounds(int min, int max, OptionalInt desired) {
    /** {@code wanted} kept within min and max. */
    public int clamp(int wanted) {
        return Math.max(min, Math.min(max, wanted));
    }
}

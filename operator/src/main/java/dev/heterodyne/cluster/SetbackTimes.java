package dev.heterodyne.cluster;

import dev.heterodyne.api.Setback;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a setback was seen and until when its pool is avoided, as status tells. What is not stated, or so that it cannot be read,
 * was ever so and is for ever: nothing goes back to a pool because of a typing error.
 */
public record SetbackTimes(Instant seen, Instant until) {
    public static SetbackTimes of(Setback setback) {
        return new SetbackTimes(read(setback.time(), Instant.EPOCH), read(setback.until(), Instant.MAX));
    }

    /** Whether the pool is avoided no more. */
    public boolean arePast(Instant now) {
        return !now.isBefore(until);
    }

    private static Instant read(@Nullable String time, Instant otherwise) {
        try {
            return time == null ? otherwise : Instant.parse(time);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}

package dev.heterodyne.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The highest of one figure over a window that moves on. Only what can still become the highest is kept, in three digits,
 * so that it stays short however long the window and however often a figure is read.
 *
 * @param falling oldest first, each lower than the one before
 */
record Peaks(List<Peak> falling) {
    static final Peaks NONE = new Peaks(List.of());

    record Peak(Instant time, double figure) {}

    Peaks {
        falling = List.copyOf(falling);
    }

    /** With one more reading; those that the window has left behind are dropped. */
    Peaks with(Instant time, double figure, Duration window) {
        double rounded = Digits.up(figure);
        List<Peak> kept = new ArrayList<>();
        for (Peak peak : falling) {
            if (peak.figure() > rounded && peak.time().isAfter(time.minus(window))) {
                kept.add(peak);
            }
        }
        kept.add(new Peak(time, rounded));
        return new Peaks(kept);
    }

    /** The highest within the window; the newest reading counts however old it is. */
    OptionalDouble highest(Instant now, Duration window) {
        return falling.stream()
                .filter(p -> p.time().isAfter(now.minus(window)) || p.equals(falling.get(falling.size() - 1)))
                .mapToDouble(Peak::figure)
                .findFirst();
    }
}

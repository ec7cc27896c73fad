package dev.heterodyne.placement.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Collects what is wrong with the figures of one thing. */
final class Faults {
    /** Below this a positive figure is no figure of any unit used here. */
    private static final double LEAST = 1e-9;

    private final String subject;
    private final List<String> found = new ArrayList<>();

    Faults(String subject) {
        this.subject = subject;
    }

    /** The first fault, with what it is a fault of. */
    Optional<String> first() {
        return found.stream().findFirst().map(f -> subject + ": " + f);
    }

    /** Above 0 and at most {@code most}. */
    Faults positive(String field, double value, double most) {
        // The sentence is put together for a fault only: figures are checked in every cycle.
        return value >= LEAST && value <= most
                ? this
                : require(false, field, "between %.0e and %.0e".formatted(LEAST, most), value);
    }

    Faults positive(String field, OptionalDouble value, double most) {
        return value.isPresent() ? positive(field, value.getAsDouble(), most) : this;
    }

    /** Between {@code least} and {@code most}. */
    Faults between(String field, double value, double least, double most) {
        return value >= least && value <= most
                ? this
                : require(false, field, "between %.0f and %.0e".formatted(least, most), value);
    }

    /** A share, above 0 and at most 1. */
    Faults efficiency(String field, double value) {
        return require(value >= LEAST && value <= 1, field, "above 0 and at most 1", value);
    }

    /** A probability, 0 to 1. */
    Faults probability(String field, double value) {
        return require(value >= 0 && value <= 1, field, "between 0 and 1", value);
    }

    Faults require(boolean holds, String field, String range, double value) {
        if (!holds) {
            found.add(String.format(Locale.ROOT, "%s must be %s, but is %s", field, range, value));
        }
        return this;
    }
}

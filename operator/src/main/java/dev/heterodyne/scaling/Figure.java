package dev.heterodyne.scaling;

import java.util.List;

/** What a query gave: one number that a load can have, or why it is none. */
public sealed interface Figure {
    /** A number of at least 0. */
    record Known(double value) implements Figure {}

    /**
     * No number.
     *
     * @param why names the field and what to do
     * @param nothing whether there was nothing to take a number of, as the mean over no requests
     */
    record Unusable(String why, boolean nothing) implements Figure {}

    /**
     * The number that a query gave.
     *
     * @param field of the spec, for people
     * @param series value of each series of the answer
     */
    static Figure of(String field, List<Double> series) {
        if (series.isEmpty()) {
            return new Unusable(
                    field + " gives no series; check the names of metrics and labels, and that they are scraped", true);
        }
        if (series.size() > 1) {
            return new Unusable(
                    field + " gives " + series.size() + " series; make one of them, for example with sum(...)", false);
        }
        double value = series.get(0);
        if (Double.isNaN(value)) {
            return new Unusable(field + " gives NaN; let it not divide by 0, for example with ... > 0", true);
        }
        if (value < 0 || Double.isInfinite(value)) {
            return new Unusable(
                    field + " gives " + value + "; ask for a finite number of at least 0, for example with rate(...)",
                    false);
        }
        return new Known(value);
    }
}

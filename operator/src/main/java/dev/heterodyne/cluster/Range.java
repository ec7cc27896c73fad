package dev.heterodyne.cluster;

import java.math.BigDecimal;

/**
 * Numbers that a field may take.
 *
 * @param above whether {@code least} itself is excluded
 */
record Range(double least, boolean above, double most) {
    /** As the CRDs have it: nothing that an accelerator or a job can be measured by is smaller. */
    private static final double SMALLEST = 0.001;

    /** A share of a whole. */
    static final Range FRACTION = between(0, 1);
    /** A share of a whole that must not be nothing. */
    static final Range POSITIVE_FRACTION = positive(1);

    static Range between(double least, double most) {
        return new Range(least, false, most);
    }

    static Range positive(double most) {
        return new Range(SMALLEST, true, most);
    }

    /** False for NaN and the infinities too. */
    boolean contains(double value) {
        return (above ? value > least : value >= least) && value <= most;
    }

    @Override
    public String toString() {
        return above
                ? "above " + plain(least) + " and at most " + plain(most)
                : "from " + plain(least) + " to " + plain(most);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}

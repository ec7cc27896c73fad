package dev.heterodyne.evidence;

/** What counts and shares have in common. */
final class Counts {
    private Counts() {}

    static void requireCount(String name, double count) {
        if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, but is " + count);
        }
    }

    static void requirePositive(String name, double amount) {
        if (!(amount > 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and above 0, but is " + amount);
        }
    }

    static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, but is " + share);
        }
    }

    /** Share of the evidence that is left: {@code 2^(-elapsed / halfLife)}. */
    static double kept(double elapsed, double halfLife) {
        if (!(halfLife > 0)) {
            throw new IllegalArgumentException("a half-life must be above 0, but is " + halfLife);
        }
        return Math.pow(2, -Math.max(0, elapsed) / halfLife);
    }
}

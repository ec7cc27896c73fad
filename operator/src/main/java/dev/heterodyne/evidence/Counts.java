package dev.heterodyne.evidence;

/** What the two posteriors share. */
final class Counts {
    private Counts() {}

    static void requireCount(String name, double count) {
        if (!(count >= 0 && count < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, but is " + count);
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

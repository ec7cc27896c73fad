package dev.heterodyne.placement.cycle;

/** A sum of values by priority. What a higher priority gains comes before all that a lower one loses. */
final class Worth {
    private static final double LEAST_GAIN = 1e-9;

    private final double[] byRank;

    /** Nothing, for so many priorities. */
    Worth(int priorities) {
        this(new double[priorities]);
    }

    private Worth(double[] byRank) {
        this.byRank = byRank;
    }

    /** Adds a value to the priority of that rank, 0 for the highest. */
    void add(int rank, double value) {
        byRank[rank] += value;
    }

    boolean isMoreThan(Worth other) {
        for (int rank = 0; rank < byRank.length; rank++) {
            double gain = byRank[rank] - other.byRank[rank];
            if (Math.abs(gain) > LEAST_GAIN) {
                return gain > 0;
            }
        }
        return false;
    }

    Worth copy() {
        return new Worth(byRank.clone());
    }
}

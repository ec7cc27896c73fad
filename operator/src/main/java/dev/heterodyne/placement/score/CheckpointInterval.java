package dev.heterodyne.placement.score;

/**
 * Checkpointing under failures that arrive as a Poisson process. Times in seconds: {@code write} the standstill per
 * checkpoint, {@code mttf} the mean time to failure of the whole gang, {@code restart} from a failure to work resumed.
 */
public final class CheckpointInterval {
    private CheckpointInterval() {}

    /** The classic optimum {@code sqrt(2 C M)} (Young 1974). */
    public static double young(double write, double mttf) {
        return Math.sqrt(2 * write * mttf);
    }

    /**
     * Optimal work between checkpoints by Daly's higher-order formula (Daly 2006): {@code sqrt(2CM) [1 + 1/3 sqrt(C/2M) +
     * 1/9 (C/2M)] - C} where {@code C < 2M}, else {@code M}.
     */
    public static double daly(double write, double mttf) {
        if (write >= 2 * mttf) {
            return mttf;
        }
        double ratio = write / (2 * mttf);
        return young(write, mttf) * (1 + Math.sqrt(ratio) / 3 + ratio / 9) - write;
    }

    /**
     * Share of the time that becomes finished work, 0 to 1, in the exact exponential model: {@code T} seconds of work take
     * {@code M e^(R/M) (e^((t+C)/M) - 1) T/t} with {@code t} seconds between checkpoints (Daly 2006).
     */
    public static double effectiveShare(double interval, double write, double mttf, double restart) {
        double perSegment = mttf * Math.exp(restart / mttf) * Math.expm1((interval + write) / mttf);
        return perSegment > 0 && perSegment < Double.POSITIVE_INFINITY ? Math.min(1, interval / perSegment) : 0;
    }
}

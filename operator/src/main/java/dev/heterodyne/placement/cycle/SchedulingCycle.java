package dev.heterodyne.placement.cycle;

/** Decides for every waiting job of a snapshot. Pure: the same snapshot gives the same result. */
public final class SchedulingCycle {
    /** Runs the cycle. */
    public CycleResult run(Snapshot snapshot) {
        throw new IllegalStateException("being written: " + snapshot);
    }
}

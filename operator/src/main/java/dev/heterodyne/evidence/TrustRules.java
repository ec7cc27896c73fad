package dev.heterodyne.evidence;

import java.time.Duration;

/**
 * When a pool is trusted.
 *
 * @param floor least completion that is trusted, 0 to 1
 * @param canaryRuns runs in a row that qualify a pool, or shut it, at least 1
 * @param halfLife in which evidence loses half its weight
 * @param versionDiscount share of its weight that a belief keeps when the stack version changes, 0 to 1
 * @param canaries whether there are canary runs, that a pool which lost trust can win it back by; without them the state
 *     stays, and distrust shows in the belief alone, which fades
 */
public record TrustRules(double floor, int canaryRuns, Duration halfLife, double versionDiscount, boolean canaries) {
    /** Rules of a kind that has canary runs. */
    public TrustRules(double floor, int canaryRuns, Duration halfLife, double versionDiscount) {
        this(floor, canaryRuns, halfLife, versionDiscount, true);
    }

    /** A belief is never certain, so a floor of 1 asks for all but this much. */
    private static final double SHORT_OF_CERTAIN = 1e-6;
    /** Keeps rounding from leaving a completion just below the floor that it was to reach. */
    private static final double ROUNDING = 1e-9;

    public TrustRules {
        Counts.requireShare("floor", floor);
        Counts.requireShare("versionDiscount", versionDiscount);
        if (canaryRuns < 1) {
            throw new IllegalArgumentException("canaryRuns must be at least 1, but is " + canaryRuns);
        }
        if (halfLife.isZero() || halfLife.isNegative()) {
            throw new IllegalArgumentException("halfLife must be above 0, but is " + halfLife);
        }
    }

    boolean trusts(double completion) {
        return completion >= reachableFloor();
    }

    /**
     * Runs that an old belief may at most be worth, so that {@code canaryRuns} completed runs lift the completion to the
     * floor even from 0: {@code n / (n + w) >= floor}, so {@code w <= n (1 - floor) / floor}; infinite at floor 0.
     */
    double mostCarriedRuns() {
        return canaryRuns * (1 - reachableFloor()) / reachableFloor() * (1 - ROUNDING);
    }

    private double reachableFloor() {
        return Math.min(floor, 1 - SHORT_OF_CERTAIN);
    }
}

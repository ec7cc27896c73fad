package dev.heterodyne.evidence;

import java.time.Instant;
import java.util.Optional;

/**
 * All that is known of one pool, stack version and kind of workload: the sufficient statistics of its maturity.
 *
 * @param stackVersion version that the counts are about, empty where the pool states none
 * @param asOf time that the counts are decayed to
 * @param completed runs that completed
 * @param failed runs that the stack or the hardware failed for good
 * @param failures failures of stack and hardware
 * @param acceleratorHours in which those failures happened
 * @param canaryHours part of them that canary runs held
 * @param streak runs completed in a row; below 0, failures in a row
 * @param carried belief from before that stands in for the class's prior
 * @param state how far the pool has earned trust
 */
public record Evidence(
        String stackVersion,
        Instant asOf,
        double completed,
        double failed,
        double failures,
        double acceleratorHours,
        double canaryHours,
        int streak,
        Optional<Belief> carried,
        TrustState state) {

    /** Nothing seen yet. */
    public static Evidence none(String stackVersion, Instant now) {
        return new Evidence(stackVersion, now, 0, 0, 0, 0, 0, 0, Optional.empty(), TrustState.UNPROVEN);
    }

    /** Runs behind the figures. */
    public double runs() {
        return completed + failed;
    }
}

package dev.heterodyne.evidence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * All that is known of one pool, stack version and kind of workload: the sufficient statistics of its maturity.
 *
 * @param stackVersion version that the counts are about, empty where the pool states none
 * @param asOf time that the counts are decayed to, the start of a day (UTC)
 * @param completed runs that completed
 * @param failed runs that the stack or the hardware failed for good
 * @param failures failures of stack and hardware, those that a restart cured among them
 * @param acceleratorHours in which those failures happened
 * @param canaryHours part of them that canary runs held
 * @param streak runs completed in a row; below 0, failed for good in a row
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
    public Evidence {
        Counts.requireCount("completed", completed);
        Counts.requireCount("failed", failed);
        Counts.requireCount("failures", failures);
        Counts.requireCount("acceleratorHours", acceleratorHours);
        Counts.requireCount("canaryHours", canaryHours);
    }

    /** Nothing seen yet. */
    public static Evidence none(String stackVersion, Instant now) {
        return new Evidence(
                stackVersion,
                now.truncatedTo(ChronoUnit.DAYS),
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                TrustState.UNPROVEN);
    }

    /** Attempts that counted: each either completed or was one failure of stack or hardware. Faded like every count. */
    public double runs() {
        return completed + failures;
    }

    /** With the counts of these posteriors. */
    Evidence with(Completion completion, FailureRate rate, double newCanaryHours) {
        return new Evidence(
                stackVersion,
                asOf,
                completion.completed(),
                completion.failed(),
                rate.failures(),
                rate.hours(),
                newCanaryHours,
                streak,
                carried,
                state);
    }

    Evidence asOf(Instant day) {
        return new Evidence(
                stackVersion, day, completed, failed, failures, acceleratorHours, canaryHours, streak, carried, state);
    }

    Evidence carrying(Belief belief) {
        return new Evidence(
                stackVersion,
                asOf,
                completed,
                failed,
                failures,
                acceleratorHours,
                canaryHours,
                streak,
                Optional.of(belief),
                state);
    }

    Evidence standing(int newStreak, TrustState newState) {
        return new Evidence(
                stackVersion,
                asOf,
                completed,
                failed,
                failures,
                acceleratorHours,
                canaryHours,
                newStreak,
                carried,
                newState);
    }
}

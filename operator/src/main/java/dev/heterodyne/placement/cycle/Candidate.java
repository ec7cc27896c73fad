package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import java.util.Comparator;
import java.util.Optional;

/**
 * How one pool fared in a decision.
 *
 * @param reason the one reason that decides, where the pool is not feasible
 * @param message that reason with its figures, for people
 * @param compute relative to the best candidate, 0 to 1
 * @param interconnect share of time left after exposed communication, 0 to 1
 * @param maturity share of the work that survives failures, 0 to 1
 * @param value goodput relative to the best that any pool offers, 0 to 1
 * @param price what other workloads would get from these accelerators
 * @param bonus of the origin mandate
 * @param score value - price + bonus
 */
public record Candidate(
        String pool,
        Optional<Reason> reason,
        String message,
        double compute,
        double interconnect,
        double maturity,
        double value,
        double price,
        double bonus,
        double score) {
    /** Feasible before infeasible, then by score, then by name. */
    public static final Comparator<Candidate> BEST_FIRST = Comparator.comparing(Candidate::feasible)
            .reversed()
            .thenComparing(Comparator.comparingDouble(Candidate::score).reversed())
            .thenComparing(Candidate::pool);

    /** Whether the job could run in the pool. */
    public boolean feasible() {
        return reason.isEmpty();
    }

    /** Whether the job only waits for others to let go. */
    boolean waits() {
        return reason.filter(r -> r == Reason.WaitingForAccelerators).isPresent();
    }

    /** The same figures, not feasible after all. */
    Candidate rejected(Reason because, String why) {
        return new Candidate(
                pool, Optional.of(because), why, compute, interconnect, maturity, value, price, bonus, score);
    }
}

package dev.heterodyne.evidence;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Belief in the probability that a run completes: Beta-Bernoulli. With prior {@code Beta(a, b)} the posterior after {@code s}
 * completed and {@code f} failed runs is {@code Beta(a + s, b + f)}. Counts are fractions once they have decayed.
 *
 * @param priorCompleted completed runs that the prior is worth, at least 0
 * @param priorFailed failed runs that the prior is worth, at least 0
 * @param completed completed runs seen, at least 0
 * @param failed runs seen to fail by the stack or the hardware, at least 0
 */
public record Completion(double priorCompleted, double priorFailed, double completed, double failed) {
    public Completion {
        Counts.requireCount("priorCompleted", priorCompleted);
        Counts.requireCount("priorFailed", priorFailed);
        Counts.requireCount("completed", completed);
        Counts.requireCount("failed", failed);
        if (priorCompleted + priorFailed <= 0) {
            throw new IllegalArgumentException("the prior must be worth some runs");
        }
    }

    /** A prior mean that is worth {@code weight} runs, with nothing seen yet. */
    public static Completion prior(double mean, double weight) {
        return new Completion(mean * weight, (1 - mean) * weight, 0, 0);
    }

    /** After more runs; fractions where they count for less. */
    public Completion after(double moreCompleted, double moreFailed) {
        return new Completion(priorCompleted, priorFailed, completed + moreCompleted, failed + moreFailed);
    }

    /** After a time without news: what was seen halves with every half-life, the prior stays. */
    public Completion decayed(double elapsed, double halfLife) {
        double kept = Counts.kept(elapsed, halfLife);
        return new Completion(priorCompleted, priorFailed, completed * kept, failed * kept);
    }

    /** Expected probability that the next run completes. */
    public double mean() {
        return alpha() / (alpha() + beta());
    }

    /** The probability that is exceeded with credibility {@code 1 - p}. */
    public double quantile(double p) {
        if (alpha() <= 0 || beta() <= 0) {
            return alpha() <= 0 ? 0 : 1;
        }
        return BetaDistribution.of(alpha(), beta()).inverseCumulativeProbability(p);
    }

    /** Runs that the belief is worth. */
    public double weight() {
        return alpha() + beta();
    }

    private double alpha() {
        return priorCompleted + completed;
    }

    private double beta() {
        return priorFailed + failed;
    }
}

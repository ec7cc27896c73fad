package dev.heterodyne.evidence;

import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * Belief in failures per accelerator-hour: Gamma-Poisson. With prior {@code Gamma(a, rate b)} the posterior after {@code k}
 * failures in {@code T} hours is {@code Gamma(a + k, rate b + T)}. Counts are fractions once they have decayed.
 *
 * @param priorFailures failures that the prior is worth, above 0
 * @param priorHours accelerator-hours that the prior is worth, above 0
 * @param failures failures seen, at least 0
 * @param hours accelerator-hours seen, at least 0
 */
public record FailureRate(double priorFailures, double priorHours, double failures, double hours) {
    public FailureRate {
        Counts.requireCount("priorFailures", priorFailures);
        Counts.requireCount("priorHours", priorHours);
        Counts.requireCount("failures", failures);
        Counts.requireCount("hours", hours);
        if (priorFailures <= 0 || priorHours <= 0) {
            throw new IllegalArgumentException("the prior must be worth some failures and hours");
        }
    }

    /** A prior mean time between failures that is worth {@code weight} failures, with nothing seen yet. */
    public static FailureRate prior(double mtbfHours, double weight) {
        return new FailureRate(weight, weight * mtbfHours, 0, 0);
    }

    /** After more hours with so many failures in them. */
    public FailureRate after(double moreFailures, double moreHours) {
        return new FailureRate(priorFailures, priorHours, failures + moreFailures, hours + moreHours);
    }

    /** After a time without news: what was seen halves with every half-life, the prior stays. */
    public FailureRate decayed(double elapsed, double halfLife) {
        double kept = Counts.kept(elapsed, halfLife);
        return new FailureRate(priorFailures, priorHours, failures * kept, hours * kept);
    }

    /** Expected failures per accelerator-hour. */
    public double mean() {
        return shape() / rate();
    }

    /** Accelerator-hours between failures at the expected rate. */
    public double mtbfHours() {
        return rate() / shape();
    }

    /** The rate that is exceeded with credibility {@code 1 - p}. */
    public double quantile(double p) {
        return GammaDistribution.of(shape(), 1 / rate()).inverseCumulativeProbability(p);
    }

    /**
     * Probability of no failure in so many accelerator-hours, the rate being uncertain: {@code ((b+T)/(b+T+t))^(a+k)}, which
     * is more than {@code exp(-mean t)}.
     */
    public double survival(double acceleratorHours) {
        return Math.pow(rate() / (rate() + acceleratorHours), shape());
    }

    /** Failures that the belief is worth. */
    public double weight() {
        return shape();
    }

    private double shape() {
        return priorFailures + failures;
    }

    private double rate() {
        return priorHours + hours;
    }
}

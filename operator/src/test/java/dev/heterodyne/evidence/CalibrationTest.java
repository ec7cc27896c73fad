package dev.heterodyne.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is planted is found again: where the truth is drawn from the prior, a 95 % credible interval holds it in 95 % of
 * histories, so the count over 200 seeds is Binomial(200, 0.95) (Cook, Gelman, Rubin 2006). A fault in the counts, the posterior
 * or the censoring shows as a count outside its range of 99.9 %.
 */
class CalibrationTest {
    private static final int SEEDS = 200;
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final BinomialDistribution HITS = BinomialDistribution.of(SEEDS, 0.95);
    /** Floor 0: no completion is below it, so no run of luck is taken for a repair. */
    private static final TrustRules RULES = new TrustRules(0, 3, Duration.ofDays(30), 0.25);

    private static void assertCalibrated(long hits) {
        assertThat(hits).isBetween((long) HITS.inverseCumulativeProbability(0.0005), (long)
                HITS.inverseSurvivalProbability(0.0005));
    }

    private static boolean holds(double low, double truth, double high) {
        return low <= truth && truth <= high;
    }

    private static Run run(Outcome outcome, double hours) {
        return new Run(outcome, "v1", hours, false, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 40})
    void aPlantedCompletionIsFoundAgain(int runs) {
        Learning learning = new Learning(RULES, new Belief(0.7, 5, 1000, 2));

        assertCalibrated(IntStream.range(0, SEEDS)
                .filter(seed -> {
                    Random random = new Random(seed);
                    double truth = BetaDistribution.of(3.5, 1.5).inverseCumulativeProbability(random.nextDouble());
                    Evidence evidence = Evidence.none("v1", NOW);
                    for (int i = 0; i < runs; i++) {
                        boolean good = random.nextDouble() < truth;
                        evidence =
                                learning.after(evidence, run(good ? Outcome.COMPLETED : Outcome.STACK_FAILURE, 1), NOW);
                        // Users' errors and preemptions strike in between and must not show.
                        evidence = learning.after(evidence, run(good ? Outcome.USER_ERROR : Outcome.PREEMPTED, 1), NOW);
                    }
                    Completion seen = learning.completion(evidence);
                    return holds(seen.quantile(0.025), truth, seen.quantile(0.975));
                })
                .count());
    }

    /** Runs that end for reasons of their own after some hours; failures come at the planted rate until then. */
    @ParameterizedTest
    @ValueSource(ints = {3, 30})
    void aPlantedFailureRateIsFoundAgain(int runs) {
        Learning learning = new Learning(RULES, new Belief(0.7, 5, 1000, 2));

        assertCalibrated(IntStream.range(0, SEEDS)
                .filter(seed -> {
                    Random random = new Random(seed);
                    double truth =
                            GammaDistribution.of(2, 1 / 2000.0).inverseCumulativeProbability(random.nextDouble());
                    Evidence evidence = Evidence.none("v1", NOW);
                    for (int i = 0; i < runs; i++) {
                        evidence = censored(learning, evidence, truth, random);
                    }
                    FailureRate seen = learning.failureRate(evidence);
                    return holds(seen.quantile(0.025), truth, seen.quantile(0.975));
                })
                .count());
    }

    private static Evidence censored(Learning learning, Evidence before, double rate, Random random) {
        Evidence evidence = before;
        double left = 500 + 1000 * random.nextDouble();
        double untilFailure = -Math.log(1 - random.nextDouble()) / rate;
        while (untilFailure < left) {
            evidence = learning.after(evidence, run(Outcome.HARDWARE_FAILURE, untilFailure), NOW);
            left -= untilFailure;
            untilFailure = -Math.log(1 - random.nextDouble()) / rate;
        }
        Outcome[] ends = {Outcome.COMPLETED, Outcome.PREEMPTED, Outcome.CANCELLED, Outcome.USER_ERROR};
        return learning.after(evidence, run(ends[random.nextInt(ends.length)], left), NOW);
    }

    /** The measure itself can fail: half the hours lost, as if censored runs were dropped, is seen. */
    @Test
    void aLearnerThatDropsHoursWouldNotPass() {
        long hits = IntStream.range(0, SEEDS)
                .filter(seed -> {
                    Random random = new Random(seed);
                    double truth =
                            GammaDistribution.of(2, 1 / 2000.0).inverseCumulativeProbability(random.nextDouble());
                    FailureRate seen = FailureRate.prior(1000, 2);
                    for (int i = 0; i < 30; i++) {
                        Evidence one = censored(
                                new Learning(RULES, new Belief(0.7, 5, 1000, 2)),
                                Evidence.none("v1", NOW),
                                truth,
                                random);
                        seen = seen.after(one.failures(), one.acceleratorHours() / 2);
                    }
                    return holds(seen.quantile(0.025), truth, seen.quantile(0.975));
                })
                .count();

        assertThat(hits).isLessThan(HITS.inverseCumulativeProbability(0.0005));
    }
}

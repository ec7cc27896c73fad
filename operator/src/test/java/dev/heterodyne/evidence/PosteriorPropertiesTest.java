package dev.heterodyne.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PosteriorPropertiesTest {
    @Property(tries = 200)
    void oneMoreSuccessNeverLowersBeliefAndOneMoreFailureNeverRaisesIt(
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double mean,
            @ForAll @DoubleRange(min = 0.5, max = 50) double weight,
            @ForAll @IntRange(max = 100) int good,
            @ForAll @IntRange(max = 100) int bad) {
        Completion seen = new Completion(mean * weight, (1 - mean) * weight, good, bad);

        assertThat(seen.after(1, 0).mean()).isGreaterThan(seen.mean());
        assertThat(seen.after(0, 1).mean()).isLessThan(seen.mean());
        assertThat(seen.quantile(0.05)).isLessThanOrEqualTo(seen.quantile(0.95));
    }

    /** Uncertainty about the rate makes survival likelier than the mean rate says (Jensen). */
    @Property(tries = 200)
    void survivalIsAtLeastThatOfTheMeanRate(
            @ForAll @DoubleRange(min = 0.5, max = 20) double weight,
            @ForAll @DoubleRange(min = 100, max = 1e6) double mtbf,
            @ForAll @DoubleRange(min = 1, max = 1e5) double hours) {
        FailureRate rate = FailureRate.prior(mtbf, weight);

        assertThat(rate.survival(hours)).isBetween(Math.exp(-rate.mean() * hours) * (1 - 1e-9), 1.0);
    }
}

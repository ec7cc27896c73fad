package dev.heterodyne.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heterodyne.golden.Golden;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PosteriorsTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-6);

    static Stream<JsonNode> rates() {
        return Golden.of("goodput.json", "gamma_poisson");
    }

    static Stream<JsonNode> completions() {
        return Golden.of("goodput.json", "beta_bernoulli");
    }

    @ParameterizedTest
    @MethodSource("rates")
    void failureRate(JsonNode golden) {
        FailureRate rate = new FailureRate(
                        golden.path("a").asDouble(), golden.path("b_hours").asDouble(), 0, 0)
                .after(golden.path("k").asDouble(), golden.path("T_hours").asDouble());

        assertThat(rate.mean()).isCloseTo(golden.path("mean_per_h").asDouble(), CLOSE);
        assertThat(rate.mtbfHours()).isCloseTo(1 / golden.path("mean_per_h").asDouble(), CLOSE);
        assertThat(rate.quantile(0.05)).isCloseTo(golden.path("q05").asDouble(), CLOSE);
        assertThat(rate.quantile(0.95)).isCloseTo(golden.path("q95").asDouble(), CLOSE);
        assertThat(rate.survival(24)).isCloseTo(golden.path("p_survive_24h").asDouble(), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("completions")
    void completion(JsonNode golden) {
        int good = golden.path("s").asInt();
        Completion completion = new Completion(
                        golden.path("alpha").asDouble(), golden.path("beta").asDouble(), 0, 0)
                .after(good, golden.path("n").asInt() - good);

        assertThat(completion.mean()).isCloseTo(golden.path("mean").asDouble(), CLOSE);
        assertThat(completion.quantile(0.05)).isCloseTo(golden.path("q05").asDouble(), CLOSE);
        assertThat(completion.quantile(0.95)).isCloseTo(golden.path("q95").asDouble(), CLOSE);
    }

    @Test
    void aPriorIsItsMeanUntilSomethingIsSeen() {
        assertThat(Completion.prior(0.95, 4).mean()).isEqualTo(0.95, within(1e-12));
        assertThat(FailureRate.prior(50_000, 4).mtbfHours()).isEqualTo(50_000, within(1e-6));
    }

    @Test
    void evidenceOutweighsThePriorByItsCount() {
        Completion belief = Completion.prior(0.95, 4).after(0, 1).after(0, 1);

        assertThat(belief.mean()).isEqualTo(3.8 / 6, within(1e-12));
    }

    @Test
    void oldEvidenceFadesTowardsThePrior() {
        Completion seen = new Completion(3.8, 0.2, 0, 8);
        FailureRate rate = FailureRate.prior(1000, 2).after(10, 100);

        assertThat(seen.decayed(30, 30)).isEqualTo(new Completion(3.8, 0.2, 0, 4));
        assertThat(seen.decayed(1e6, 30).mean()).isEqualTo(0.95, within(1e-9));
        assertThat(rate.decayed(60, 30)).isEqualTo(new FailureRate(2, 2000, 2.5, 25));
        assertThat(rate.decayed(1e6, 30).mtbfHours()).isEqualTo(1000, within(1e-6));
    }

    @Test
    void aCertainPriorHasNoSpread() {
        assertThat(Completion.prior(1, 4).quantile(0.05)).isEqualTo(1);
        assertThat(Completion.prior(0, 4).quantile(0.95)).isZero();
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Completion(1, 1, Double.NaN, 0))
                .withMessageContaining("completed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailureRate.prior(1000, 2).after(-1, 5))
                .withMessageContaining("failures");
        assertThatIllegalArgumentException().isThrownBy(() -> FailureRate.prior(1000, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Completion.prior(0.5, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Completion.prior(0.5, 1).decayed(1, 0))
                .withMessageContaining("half-life");
    }
}

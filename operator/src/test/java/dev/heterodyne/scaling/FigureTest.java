package dev.heterodyne.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {
    private static final Instant NOW = Instant.EPOCH;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN       | gives NaN; let it not divide by 0",
                "-1        | gives -1.0; ask for a finite number",
                "Infinity  | gives Infinity; ask for a finite number",
                "-Infinity | gives -Infinity; ask for a finite number",
            })
    void whatIsNoLoadIsRefusedWithFieldAndRemedy(double value, String why) {
        assertThat(Figure.of("spec.x", List.of(value)))
                .isInstanceOfSatisfying(
                        Figure.Unusable.class, u -> assertThat(u.why()).startsWith("spec.x " + why));
    }

    @Test
    void oneSeriesIsWanted() {
        assertThat(Figure.of("spec.x", List.of()))
                .isInstanceOfSatisfying(
                        Figure.Unusable.class,
                        u -> assertThat(u.why())
                                .isEqualTo(
                                        "spec.x gives no series; check the names of metrics and labels, and that they are scraped"));
        assertThat(Figure.of("spec.x", List.of(1.0, 2.0)))
                .isInstanceOfSatisfying(
                        Figure.Unusable.class,
                        u -> assertThat(u.why())
                                .isEqualTo("spec.x gives 2 series; make one of them, for example with sum(...)"));
        assertThat(Figure.of("spec.x", List.of(0.0))).isEqualTo(new Figure.Known(0));
    }

    @Test
    void withoutRequestsThereIsNoMeanToRead() {
        Figure mean = Figure.of("spec.tokens", List.of(Double.NaN));

        Observation idle = Observation.of(NOW, new Figure.Known(0), Optional.of(mean), Optional.empty());
        assertThat(idle.problem()).isEmpty();
        assertThat(idle.reading().orElseThrow().complete()).isTrue();
        assertThat(idle.reading().orElseThrow().promptTokens()).isEmpty();

        Observation busy = Observation.of(NOW, new Figure.Known(3), Optional.of(mean), Optional.empty());
        assertThat(busy.problem()).hasValueSatisfying(p -> assertThat(p).contains("spec.tokens"));
        assertThat(busy.reading().orElseThrow().complete()).isFalse();
        assertThat(busy.reading().orElseThrow().requestsPerSecond()).isEqualTo(3);
    }

    @Test
    void withoutARateThereIsNoReading() {
        Observation failed = Observation.of(
                NOW, Figure.of("spec.rate", List.of()), Optional.of(new Figure.Known(900)), Optional.empty());
        assertThat(failed.reading()).isEmpty();
        assertThat(failed.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("spec.rate"));
    }
}

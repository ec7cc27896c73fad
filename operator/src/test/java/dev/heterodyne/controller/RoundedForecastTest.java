package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedForecastTest {
    @ParameterizedTest
    @CsvSource({"12345.6, 12300", "0.0123456, 0.0123", "-0.0, 0.0", "19.96, 20", "Infinity, Infinity"})
    void threeSignificantDigitsAreTold(double exact, double told) {
        assertThat(RoundedForecast.rounded(exact)).isEqualTo(told);
    }
}

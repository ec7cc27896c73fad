package dev.heterodyne.controller;

import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.cycle.Forecast.ShareForecast;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/** Forecasts as they are told: to three significant digits, so that noise writes nothing. */
final class RoundedForecast {
    private static final MathContext DIGITS = new MathContext(3);

    private RoundedForecast() {}

    static Forecast of(Forecast exact) {
        Map<String, ShareForecast> shares = new TreeMap<>();
        exact.shares()
                .forEach((pool, s) -> shares.put(
                        pool, new ShareForecast(rounded(s.requestsPerSecond()), rounded(s.tokensPerSecond()))));
        return new Forecast(
                shares,
                rounded(exact.load()),
                rounded(exact.timeToFirstToken()),
                rounded(exact.timePerOutputToken()),
                exact.shortfall(),
                exact.message());
    }

    /** Anything that is no number stays as it is. */
    static double rounded(double figure) {
        // Adding 0 turns -0 into 0.
        return Double.isFinite(figure) ? new BigDecimal(figure).round(DIGITS).doubleValue() + 0.0 : figure;
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.ForecastStatus;
import dev.heterodyne.placement.cycle.Forecast;
import org.jspecify.annotations.Nullable;

/** What the replicas of an inference job serve, as its status tells it. */
final class ForecastStatuses {
    private static final double MILLIS = 1e3;

    private ForecastStatuses() {}

    static ForecastStatus of(Forecast forecast) {
        return new ForecastStatus(
                told(forecast.requestsPerSecond()),
                told(forecast.tokensPerSecond()),
                told(forecast.timeToFirstToken() * MILLIS),
                told(forecast.timePerOutputToken() * MILLIS),
                told(forecast.headroom()));
    }

    /** To three significant digits; absent where there is no number. */
    static @Nullable Double told(double figure) {
        return Double.isFinite(figure) ? RoundedForecast.rounded(figure) : null;
    }
}

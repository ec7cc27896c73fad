package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import java.util.Map;
import java.util.Optional;

/**
 * What the replicas of an inference job serve by the model, once all are ready.
 *
 * @param shares by pool
 * @param load requests per second to carry
 * @param timeToFirstToken seconds, of the slowest share
 * @param timePerOutputToken seconds, of the slowest share
 * @param shortfall why less is served than the load asks for; empty where the load is carried
 * @param message the shortfall in one sentence; empty where there is none
 */
public record Forecast(
        Map<String, ShareForecast> shares,
        double load,
        double timeToFirstToken,
        double timePerOutputToken,
        Optional<Reason> shortfall,
        String message) {
    /**
     * What the replicas of one share serve.
     *
     * @param requestsPerSecond over all its replicas
     * @param tokensPerSecond output tokens over all its replicas
     */
    public record ShareForecast(double requestsPerSecond, double tokensPerSecond) {}

    public Forecast {
        shares = Map.copyOf(shares);
    }

    /** Requests per second in all. */
    public double requestsPerSecond() {
        return shares.values().stream()
                .mapToDouble(ShareForecast::requestsPerSecond)
                .sum();
    }

    /** Output tokens per second in all. */
    public double tokensPerSecond() {
        return shares.values().stream()
                .mapToDouble(ShareForecast::tokensPerSecond)
                .sum();
    }

    /** What could be carried beyond the load, as a share of it; 0 without a load. */
    public double headroom() {
        return load > 0 ? requestsPerSecond() / load - 1 : 0;
    }
}

package dev.heterodyne.placement.score;

/**
 * What one replica serves at its best batch.
 *
 * @param requestsPerSecond requests per second
 * @param batch sequences decoded together
 * @param timePerOutputToken seconds per output token
 * @param timeToFirstToken seconds of prefill
 */
public record Serving(double requestsPerSecond, double batch, double timePerOutputToken, double timeToFirstToken) {}

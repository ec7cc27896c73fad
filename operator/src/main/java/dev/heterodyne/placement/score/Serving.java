package dev.heterodyne.placement.score;

/**
 * What one replica serves at its best batch.
 *
 * @param rooflineRequestsPerSecond requests per second if communication cost nothing: the compute axis
 * @param interconnect share of the time that is not exposed communication, 0 to 1: the interconnect axis
 * @param batch sequences decoded together
 * @param timePerOutputToken seconds per output token, communication included
 * @param timeToFirstToken seconds of prefill, communication included
 */
public record Serving(
        double rooflineRequestsPerSecond,
        double interconnect,
        double batch,
        double timePerOutputToken,
        double timeToFirstToken) {
    /** Requests per second that it really serves. */
    public double requestsPerSecond() {
        return rooflineRequestsPerSecond * interconnect;
    }
}

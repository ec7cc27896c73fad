package dev.heterodyne.placement.model;

/**
 * The load on an inference job.
 *
 * @param requestsPerSecond over all replicas; 0 where unknown
 * @param promptTokens mean tokens of a prompt
 * @param outputTokens mean tokens of an answer
 */
public record Load(double requestsPerSecond, double promptTokens, double outputTokens) {
    /** Token counts near the Azure conversation trace's means (2023: 1155 in, 211 out), with no rate. */
    public static final Load NOMINAL = new Load(0, 1000, 400);
}

package dev.heterodyne.prometheus;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the load of a job is asked for.
 *
 * @param address of the Prometheus API: http or https, perhaps with a path
 * @param requestsPerSecond PromQL over all replicas
 * @param promptTokens PromQL of the mean of a prompt, where it is to be read
 * @param outputTokens PromQL of the mean of an answer, where it is to be read
 * @param timeout to wait for an answer
 */
public record LoadQuery(
        URI address,
        String requestsPerSecond,
        Optional<String> promptTokens,
        Optional<String> outputTokens,
        Duration timeout) {}

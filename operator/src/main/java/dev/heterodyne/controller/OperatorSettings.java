package dev.heterodyne.controller;

import dev.heterodyne.prometheus.BearerToken;
import java.util.Optional;

/**
 * How an operator is run.
 *
 * @param httpHost address that health and metrics are served on
 * @param httpPort port of it, 0 for any that is free
 * @param lease where the lease is; empty where there is no other operator to agree with
 * @param identity name of this process among its rivals
 * @param prometheusToken shown to the Prometheus that it is for
 */
public record OperatorSettings(
        String httpHost, int httpPort, Optional<Lease> lease, String identity, Optional<BearerToken> prometheusToken) {
    /** Where the lease is that lets one of several operators decide. */
    public record Lease(String namespace, String name) {}
}

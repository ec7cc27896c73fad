package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HttpEndpointsTest {
    private final AtomicBoolean ready = new AtomicBoolean();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void probesSayHowItIsAndMetricsAreServed() throws IOException, InterruptedException {
        registry.counter("heterodyne_test").increment();
        try (HttpEndpoints http =
                new HttpEndpoints(new InetSocketAddress("127.0.0.1", 0), () -> true, ready::get, registry)) {
            assertThat(get(http, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(http, "/readyz").statusCode()).isEqualTo(503);
            ready.set(true);
            assertThat(get(http, "/readyz").statusCode()).isEqualTo(200);
            assertThat(get(http, "/metrics").body()).contains("heterodyne_test_total 1.0");
            assertThat(get(http, "/else").statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(HttpEndpoints http, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + http.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}

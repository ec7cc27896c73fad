package dev.heterodyne.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server's metrics: a counter of requests that grows at the rate the test sets. */
final class RequestCounter implements AutoCloseable {
    private static final double NANOS = 1e9;
    private final HttpServer server;
    private double requests;
    private double perSecond;
    private long counted = System.nanoTime();

    RequestCounter() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            try (exchange) {
                byte[] body = "# TYPE requests_total counter\nrequests_total{model=\"chat\"} %f\n"
                        .formatted(count())
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on requests come at this rate. */
    synchronized void rate(double requestsPerSecond) {
        count();
        perSecond = requestsPerSecond;
    }

    private synchronized double count() {
        long now = System.nanoTime();
        requests += perSecond * (now - counted) / NANOS;
        counted = now;
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.heterodyne.it;

import com.sun.net.httpserver.HttpServer;
import dev.heterodyne.placement.model.Load;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A gateway's metrics of the load that it sees. */
final class DayGauges implements AutoCloseable {
    private final HttpServer server;
    private volatile Load load;

    DayGauges(Load first) throws IOException {
        load = first;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            try (exchange) {
                Load now = load;
                byte[] body = String.format(
                                Locale.ROOT,
                                "requests_per_second %f%nprompt_tokens %f%noutput_tokens %f%n",
                                now.requestsPerSecond(),
                                now.promptTokens(),
                                now.outputTokens())
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

    /** From now on this is the load. */
    void show(Load now) {
        load = now;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package dev.heterodyne.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The API server with one external metric beside it, as a metrics adapter would serve it: passes on everything else, as
 * administrator and without a word of its own.
 */
final class MetricsFront implements AutoCloseable {
    private static final String METRICS = "/apis/external.metrics.k8s.io/v1beta1/namespaces/";
    private static final int BUFFER = 16 * 1024;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpClient behind;
    private final URI apiServer;
    private final HttpServer server;
    private volatile int value;

    MetricsFront(KubernetesClient client) throws IOException {
        try {
            behind = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(SSLUtils.sslContext(client.getConfiguration()))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        apiServer = URI.create(client.getMasterUrl().toString());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What every external metric is from now on. */
    void value(int metric) {
        value = metric;
    }

    /** Writes a kubeconfig that leads here. */
    Path kubeconfig() throws IOException {
        Path file = Files.createTempFile(Checkout.OUTPUT, "metrics-front", ".kubeconfig");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: front
                contexts: [{name: front, context: {cluster: front, user: front}}]
                clusters: [{name: front, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: front, user: {}}]
                """.formatted(server.getAddress().getPort()));
        return file;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().startsWith(METRICS)) {
                metric(exchange);
            } else {
                passOn(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void metric(HttpExchange exchange) throws IOException {
        byte[] body = """
                {"kind": "ExternalMetricValueList", "apiVersion": "external.metrics.k8s.io/v1beta1", "metadata": {},
                 "items": [{"metricName": "load", "metricLabels": {}, "timestamp": "%s", "value": "%d"}]}""".formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), value)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(apiServer.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        for (String name : List.of("Accept", "Content-Type", "User-Agent")) {
            for (String header : exchange.getRequestHeaders().getOrDefault(name, List.of())) {
                request.header(name, header);
            }
        }
        HttpResponse<InputStream> answer = behind.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(t -> exchange.getResponseHeaders().set("Content-Type", t));
        exchange.sendResponseHeaders(answer.statusCode(), 0);
        try (InputStream body = answer.body()) {
            // What is there is passed on at once: a watch has no end.
            byte[] buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                exchange.getResponseBody().write(buffer, 0, read);
                exchange.getResponseBody().flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}

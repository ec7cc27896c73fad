package dev.heterodyne.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers queries as it is told to. */
public final class FakePrometheus implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Writes an answer. */
    public interface Answer {
        void write(HttpExchange exchange) throws IOException;
    }

    public FakePrometheus() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/prom/api/v1/query", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prom");
    }

    /** Answers a query with one series for each value. */
    public FakePrometheus vector(String query, String... values) {
        String result = String.join(
                ",",
                List.of(values).stream()
                        .map(v -> "{\"metric\":{},\"value\":[1.5,\"" + v + "\"]}")
                        .toList());
        return body(query, 200, success("vector", "[" + result + "]"));
    }

    public static String success(String type, String result) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"%s\",\"result\":%s}}".formatted(type, result);
    }

    public FakePrometheus body(String query, int status, String body) {
        return answer(query, exchange -> send(exchange, status, body));
    }

    public FakePrometheus answer(String query, Answer answer) {
        answers.put(query, answer);
        return this;
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** The Authorization header of each request, "" where there was none. */
    List<String> tokens() {
        return tokens;
    }

    public List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String query =
                    URLDecoder.decode(form.replaceFirst("^query=", "").replaceFirst("&.*", ""), StandardCharsets.UTF_8);
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            tokens.add(token == null ? "" : token);
            asked.add(query);
            answers.getOrDefault(query, e -> send(e, 404, "no such query")).write(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}

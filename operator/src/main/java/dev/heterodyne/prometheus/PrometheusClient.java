package dev.heterodyne.prometheus;

import dev.heterodyne.scaling.Figure;
import dev.heterodyne.scaling.Observation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Asks Prometheus without ever waiting: no query keeps a thread, so a slow server delays its own answers only. Redirects are
 * not followed, https is checked against the trust store of the JVM.
 */
public final class PrometheusClient implements AutoCloseable {
    private static final String FIELDS = "spec.autoscaling.prometheus.";
    private static final int MOST_BYTES = 64 * 1024;
    private static final int THREADS = 2;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private final ExecutorService executor;
    private final HttpClient http;
    private final Optional<BearerToken> token;

    /**
     * A client without connections yet.
     *
     * @param token sent to the address it is for
     */
    public PrometheusClient(Optional<BearerToken> token) {
        this.token = token;
        executor = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "prometheus");
            thread.setDaemon(true);
            return thread;
        });
        http = HttpClient.newBuilder()
                .executor(executor)
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The load as it is now; what goes wrong is told in the observation.
     *
     * @param now time to note on the reading
     */
    public CompletableFuture<Observation> observe(LoadQuery query, Instant now) {
        CompletableFuture<Figure> requests = ask(query, "requestsPerSecond", query.requestsPerSecond());
        CompletableFuture<Optional<Figure>> prompt = ask(query, "promptTokens", query.promptTokens());
        CompletableFuture<Optional<Figure>> output = ask(query, "outputTokens", query.outputTokens());
        return CompletableFuture.allOf(requests, prompt, output)
                .thenApply(all -> Observation.of(now, requests.join(), prompt.join(), output.join()));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private CompletableFuture<Optional<Figure>> ask(LoadQuery query, String field, Optional<String> promQl) {
        return promQl.map(q -> ask(query, field, q).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private CompletableFuture<Figure> ask(LoadQuery query, String name, String promQl) {
        String field = FIELDS + name;
        HttpRequest request;
        try {
            request = request(query, promQl);
        } catch (IOException e) {
            return CompletableFuture.completedFuture(
                    unusable(field + " is not asked: the operator's --prometheus-token-file cannot be read; mount it"));
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, answer -> new LimitedBody(MOST_BYTES));
        // The request's own timeout ends with the headers of the answer; this one is for all of it.
        return exchange.copy()
                .orTimeout(query.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return QueryAnswer.read(field, query.address().toString(), answer.statusCode(), answer.body());
                    }
                    exchange.cancel(true);
                    return unusable(why(field, query, failure));
                });
    }

    private HttpRequest request(LoadQuery query, String promQl) throws IOException {
        // POST, since a query may be longer than what servers take in an address.
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(query.address().toString().replaceFirst("/+$", "") + "/api/v1/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("query="
                        + URLEncoder.encode(promQl, StandardCharsets.UTF_8) + "&timeout="
                        + query.timeout().toMillis() + "ms"));
        if (token.isPresent() && token.get().isFor(query.address())) {
            request.header("Authorization", token.get().header());
        }
        return request.build();
    }

    private static String why(String field, LoadQuery query, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String from = field + ": " + query.address();
        if (cause instanceof TimeoutException) {
            return from + " does not answer within " + query.timeout().toSeconds()
                    + " s; look at it, or raise spec.autoscaling.prometheus.timeoutSeconds";
        }
        if (cause instanceof LimitedBody.TooLong) {
            return from + " answers with more than " + MOST_BYTES / 1024 + " KiB; ask for one number, for example with"
                    + " sum(...)";
        }
        if (cause instanceof SSLException) {
            return from + " cannot be trusted; give the operator's JVM the certificate authority";
        }
        String reach = cause instanceof ConnectException ? " cannot be reached" : " breaks off";
        return from + reach + "; look at it, or correct spec.autoscaling.prometheus.address";
    }

    private static Figure unusable(String why) {
        return new Figure.Unusable(why, false);
    }
}

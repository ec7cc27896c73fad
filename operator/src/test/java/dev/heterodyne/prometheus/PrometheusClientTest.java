package dev.heterodyne.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.scaling.Observation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class PrometheusClientTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final String RATE = "sum(rate(requests_total{job=\"a&b\"}[1m])) > 0";
    private final CountDownLatch over = new CountDownLatch(1);
    private PrometheusClient client = new PrometheusClient(Optional.empty());
    private FakePrometheus prometheus;

    @BeforeEach
    void start() throws IOException {
        prometheus = new FakePrometheus();
    }

    @AfterEach
    void close() {
        over.countDown();
        client.close();
        prometheus.close();
    }

    private LoadQuery query(URI address, int seconds) {
        return new LoadQuery(address, RATE, Optional.empty(), Optional.empty(), Duration.ofSeconds(seconds));
    }

    private Observation observe() {
        return client.observe(query(prometheus.address(), 10), NOW).join();
    }

    private String problem() {
        return observe().problem().orElseThrow();
    }

    @Test
    void aLoadIsRead() {
        prometheus
                .vector(RATE, "12.5")
                .vector("prompt", "900")
                .body("out", 200, FakePrometheus.success("scalar", "[1,\"3e2\"]"));
        Observation seen = client.observe(
                        new LoadQuery(
                                URI.create(prometheus.address() + "/"),
                                RATE,
                                Optional.of("prompt"),
                                Optional.of("out"),
                                Duration.ofSeconds(10)),
                        NOW)
                .join();
        assertThat(seen.problem()).isEmpty();
        assertThat(seen.reading()).hasValueSatisfying(r -> {
            assertThat(r.requestsPerSecond()).isEqualTo(12.5);
            assertThat(r.promptTokens()).isEqualTo(OptionalDouble.of(900));
            assertThat(r.outputTokens()).isEqualTo(OptionalDouble.of(300));
            assertThat(r.complete()).isTrue();
            assertThat(r.time()).isEqualTo(NOW);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} | gives no series",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"1\"]},{\"value\":[1,\"2\"]}]}} | gives 2 series",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"NaN\"]}]}} | gives NaN",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"+Inf\"]}]}} | gives Infinity",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"-3\"]}]}} | gives -3.0",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"histogram\":[1,{}]}]}} | no number",
                "200 | {\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}} | gives a matrix",
                "200 | {\"status\":\"success\"} | gives nothing",
                "400 | {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: unexpected end\"} | parse error: unexpected end; correct the query",
                "200 | <html>hello</html> | answers 200 and not as Prometheus does",
                "403 | forbidden | answers 403",
                "302 | {} | answers 302",
                "200 | [] | answers 200 and not as Prometheus does",
            })
    void whatIsNoAnswerIsRefusedWithFieldAndRemedy(int status, String body, String why) {
        prometheus.body(RATE, status, body);
        assertThat(problem())
                .startsWith("spec.autoscaling.prometheus.requestsPerSecond")
                .contains(why);
        assertThat(observe().reading()).isEmpty();
    }

    @Test
    void anAnswerOfAnySizeIsNotTaken() {
        prometheus.answer(RATE, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[8192];
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(chunk);
            }
        });
        assertThat(problem()).contains("more than 64 KiB");
    }

    @Test
    void aBodyThatDoesNotEndTimesOut() {
        prometheus.answer(RATE, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitOver();
        });
        assertThat(client.observe(query(prometheus.address(), 1), NOW).join().problem())
                .hasValueSatisfying(p -> assertThat(p).contains("does not answer within 1 s"));
    }

    @Test
    void aSlowServerDoesNotHoldUpAnother() throws Exception {
        try (FakePrometheus slow = new FakePrometheus()) {
            slow.answer(RATE, exchange -> awaitOver());
            prometheus.vector(RATE, "1");
            CompletableFuture<?>[] waiting = new CompletableFuture<?>[20];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] = client.observe(query(slow.address(), 20), NOW);
            }
            assertThat(client.observe(query(prometheus.address(), 5), NOW)
                            .get(5, TimeUnit.SECONDS)
                            .reading())
                    .isPresent();
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            over.countDown();
        }
    }

    @Test
    void nobodyThereIsSaid() {
        URI gone = prometheus.address();
        prometheus.close();
        assertThat(client.observe(query(gone, 5), NOW).join().problem())
                .hasValueSatisfying(p -> assertThat(p).contains("cannot be reached"));
    }

    @Test
    void theTokenGoesToItsAddressAlone(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("token"), "first\n");
        prometheus.vector(RATE, "1");
        client.close();
        client = new PrometheusClient(Optional.of(new BearerToken(
                file, URI.create("http://127.0.0.1:" + prometheus.address().getPort()))));
        observe();
        Files.writeString(file, "renewed\n");
        observe();
        assertThat(prometheus.tokens()).containsExactly("Bearer first", "Bearer renewed");
        try (FakePrometheus other = new FakePrometheus()) {
            other.vector(RATE, "1");
            client.observe(query(other.address(), 5), NOW).join();
            assertThat(other.tokens()).containsExactly("");
        }
        Files.delete(file);
        assertThat(problem()).contains("--prometheus-token-file cannot be read");
    }

    private void awaitOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

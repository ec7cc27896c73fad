package dev.heterodyne.cluster;

import dev.heterodyne.api.Autoscaling;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.PrometheusLoad;
import dev.heterodyne.prometheus.LoadQuery;
import dev.heterodyne.scaling.ScalingRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how an inference job follows its load. */
public final class AutoscalingReader {
    private static final String AT = "spec.autoscaling";
    private static final String PROMETHEUS = AT + ".prometheus";
    private static final int LONGEST_ADDRESS = 2048;
    private static final int LONGEST_QUERY = 4096;
    private static final int LAST_PORT = 65_535;
    private static final double PERCENT = 100;
    private static final Range SECONDS = Range.between(1, 86_400);

    private AutoscalingReader() {}

    /** How the job follows its load; empty where it does not, or where it is not clear how. */
    public static Optional<Following> read(InferenceJob job) {
        FieldChecks checks = new FieldChecks(ObjectNames.describe(job));
        return Optional.ofNullable(job.getSpec()).flatMap(s -> read(s.autoscaling(), checks));
    }

    static Optional<Following> read(@Nullable Autoscaling autoscaling, FieldChecks checks) {
        if (autoscaling == null) {
            return Optional.empty();
        }
        Duration interval =
                seconds(".intervalSeconds", autoscaling.intervalSeconds(), Range.between(1, 3600), 15, checks);
        Duration staleAfter = seconds(".staleAfterSeconds", autoscaling.staleAfterSeconds(), SECONDS, 120, checks);
        Duration window = seconds(
                ".scaleDownStabilizationSeconds",
                autoscaling.scaleDownStabilizationSeconds(),
                Range.between(0, 86_400),
                300,
                checks);
        double headroom =
                checks.numberOr(AT + ".headroomPercent", autoscaling.headroomPercent(), Range.between(0, 1000), 10)
                        / PERCENT;
        if (staleAfter.compareTo(interval) <= 0) {
            checks.fault(
                    AT + ".staleAfterSeconds",
                    "is " + staleAfter.toSeconds() + " and must be above intervalSeconds (" + interval.toSeconds()
                            + "), else every reading is stale before the next; change one");
        }
        return query(autoscaling.prometheus(), checks)
                .filter(q -> checks.clean())
                .map(q -> new Following(q, interval, new ScalingRules(staleAfter, window, headroom)));
    }

    private static Optional<LoadQuery> query(@Nullable PrometheusLoad prometheus, FieldChecks checks) {
        if (prometheus == null) {
            checks.fault(PROMETHEUS, "is missing; give the address of a Prometheus and the query requestsPerSecond");
            return Optional.empty();
        }
        Optional<URI> address = address(prometheus.address(), checks);
        Optional<String> requests = promQl(".requestsPerSecond", prometheus.requestsPerSecond(), checks);
        if (prometheus.requestsPerSecond() == null) {
            checks.fault(PROMETHEUS + ".requestsPerSecond", "is missing; write PromQL, for example sum(rate(...[1m]))");
        }
        Optional<String> prompt = promQl(".promptTokens", prometheus.promptTokens(), checks);
        Optional<String> output = promQl(".outputTokens", prometheus.outputTokens(), checks);
        Duration timeout =
                seconds(".prometheus.timeoutSeconds", prometheus.timeoutSeconds(), Range.between(1, 60), 5, checks);
        return address.flatMap(a -> requests.map(r -> new LoadQuery(a, r, prompt, output, timeout)));
    }

    private static Optional<URI> address(@Nullable String text, FieldChecks checks) {
        String field = PROMETHEUS + ".address";
        if (text != null && text.length() > LONGEST_ADDRESS) {
            checks.fault(field, "has " + text.length() + " characters; write an address of at most " + LONGEST_ADDRESS);
            return Optional.empty();
        }
        try {
            URI uri = new URI(text == null ? "" : text);
            if (uri.getUserInfo() != null) {
                checks.fault(field, "must not hold a user or password; give the operator a --prometheus-token-file");
                return Optional.empty();
            }
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && uri.getPort() <= LAST_PORT
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // as one that names no host
        }
        checks.fault(field, "is no address of a Prometheus; write it as in http://prometheus.monitoring:9090");
        return Optional.empty();
    }

    private static Optional<String> promQl(String field, @Nullable String query, FieldChecks checks) {
        if (query != null && (query.isBlank() || query.length() > LONGEST_QUERY)) {
            checks.fault(
                    PROMETHEUS + field,
                    "has " + query.strip().length() + " characters; write PromQL of 1 to " + LONGEST_QUERY);
            return Optional.empty();
        }
        return Optional.ofNullable(query);
    }

    private static Duration seconds(
            String field, @Nullable Integer value, Range range, int otherwise, FieldChecks checks) {
        return Duration.ofSeconds(checks.integer(AT + field, value, range).orElse(otherwise));
    }
}

package dev.heterodyne.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heterodyne.scaling.Figure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code /api/v1/query} answers. */
final class QueryAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_QUOTE = 200;

    private QueryAnswer() {}

    /**
     * The number that was asked for, or why there is none.
     *
     * @param field of the spec that holds the query
     * @param from address that was asked, for people
     */
    static Figure read(String field, String from, int statusCode, byte[] body) {
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (IOException e) {
            return notPrometheus(field, from, statusCode);
        }
        String status = answer.path("status").asText();
        if ("error".equals(status)) {
            return unusable(field + " is refused by " + from + ": " + quote(answer) + "; correct the query");
        }
        if (!"success".equals(status) || statusCode != 200) {
            return notPrometheus(field, from, statusCode);
        }
        JsonNode result = answer.path("data").path("result");
        String type = answer.path("data").path("resultType").asText();
        return switch (type) {
            case "scalar" -> series(field, List.of(result));
            case "vector" -> {
                List<JsonNode> samples = new ArrayList<>();
                result.forEach(s -> samples.add(s.path("value")));
                yield series(field, samples);
            }
            default ->
                unusable(field + " gives " + (type.isEmpty() ? "nothing" : "a " + clean(type))
                        + "; ask for one number, for example with sum(rate(...))");
        };
    }

    private static Figure series(String field, List<JsonNode> samples) {
        List<Double> values = new ArrayList<>();
        for (JsonNode sample : samples) {
            Optional<Double> value = number(sample.path(1).asText());
            if (value.isEmpty()) {
                return unusable(
                        field + " gives something that is no number; ask for one, for example with sum(rate(...))");
            }
            values.add(value.get());
        }
        return Figure.of(field, values);
    }

    private static Optional<Double> number(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Inf" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> {
                try {
                    yield Optional.of(Double.parseDouble(text));
                } catch (NumberFormatException e) {
                    yield Optional.empty();
                }
            }
        };
    }

    private static Figure notPrometheus(String field, String from, int statusCode) {
        return unusable(field + ": " + from + " answers " + statusCode + " and not as Prometheus does; correct"
                + " spec.autoscaling.prometheus.address, or let the operator in");
    }

    private static String quote(JsonNode answer) {
        return clean(answer.path("error").asText());
    }

    private static String clean(String text) {
        String printable = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return printable.length() <= LONGEST_QUOTE ? printable : printable.substring(0, LONGEST_QUOTE) + "...";
    }

    private static Figure unusable(String why) {
        return new Figure.Unusable(why, false);
    }
}

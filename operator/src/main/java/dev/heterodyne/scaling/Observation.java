package dev.heterodyne.scaling;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What one round of queries came to.
 *
 * @param reading where the requests per second are known
 * @param problem what kept it from being complete, for people
 */
public record Observation(Optional<Reading> reading, Optional<String> problem) {
    /**
     * Puts the answers to the queries together. Without a request there is no mean to read: token counts that are missing
     * then are no fault, and the last ones stand.
     *
     * @param promptTokens where asked for
     * @param outputTokens where asked for
     */
    public static Observation of(
            Instant time, Figure requestsPerSecond, Optional<Figure> promptTokens, Optional<Figure> outputTokens) {
        if (requestsPerSecond instanceof Figure.Unusable unusable) {
            return new Observation(Optional.empty(), Optional.of(unusable.why()));
        }
        double requests = ((Figure.Known) requestsPerSecond).value();
        Optional<String> problem = Stream.of(promptTokens, outputTokens)
                .flatMap(Optional::stream)
                .filter(Figure.Unusable.class::isInstance)
                .map(Figure.Unusable.class::cast)
                .filter(u -> !(u.nothing() && requests == 0))
                .map(Figure.Unusable::why)
                .findFirst();
        return new Observation(
                Optional.of(new Reading(time, requests, known(promptTokens), known(outputTokens), problem.isEmpty())),
                problem);
    }

    private static OptionalDouble known(Optional<Figure> figure) {
        return figure.isPresent() && figure.get() instanceof Figure.Known known
                ? OptionalDouble.of(known.value())
                : OptionalDouble.empty();
    }
}

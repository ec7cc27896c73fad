package dev.heterodyne.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class LoadWindowPropertiesTest {
    private static final double ROUNDING = 1e-8;

    /** A reading, some seconds after the last one. */
    record Step(int after, double requestsPerSecond, boolean complete) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(9, Arbitraries.integers().between(1, 20)),
                                Tuple.of(1, Arbitraries.integers().between(30, 600))),
                        Arbitraries.doubles().between(0, 1000).ofScale(4),
                        Arbitraries.integers().between(0, 9).map(i -> i > 0))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Provide
    Arbitrary<ScalingRules> rules() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 60),
                        Arbitraries.integers().between(0, 120),
                        Arbitraries.of(0.0, 0.1, 0.5))
                .as((stale, window, headroom) ->
                        new ScalingRules(Duration.ofSeconds(stale), Duration.ofSeconds(window), headroom));
    }

    /** The rules once more, over all readings there ever were. */
    private static boolean mayLower(List<Reading> all, Instant now, ScalingRules rules) {
        Instant next = now;
        for (int i = all.size() - 1; i >= 0; i--) {
            if (!all.get(i).complete()) {
                continue;
            }
            if (Duration.between(all.get(i).time(), next).compareTo(rules.staleAfter()) > 0) {
                return false;
            }
            if (Duration.between(all.get(i).time(), now).compareTo(rules.window()) >= 0) {
                return true;
            }
            next = all.get(i).time();
        }
        return false;
    }

    private static double highest(List<Reading> all, Instant now, ScalingRules rules) {
        double newest = all.get(all.size() - 1).requestsPerSecond();
        return Math.max(
                newest,
                all.stream()
                        .filter(r -> r.time().isAfter(now.minus(rules.window())))
                        .mapToDouble(Reading::requestsPerSecond)
                        .max()
                        .orElse(newest));
    }

    @Property(tries = 500)
    void itIsTheHighestOfTheWindowAndFallsOnlyWhereItMay(
            @ForAll("steps") List<Step> steps, @ForAll("rules") ScalingRules rules) {
        LoadWindow window = LoadWindow.EMPTY;
        CarriedLoad carried = new CarriedLoad(OptionalDouble.of(500), OptionalDouble.empty(), OptionalDouble.empty());
        List<Reading> all = new ArrayList<>();
        Instant now = Instant.EPOCH;
        for (Step step : steps) {
            now = now.plusSeconds(step.after());
            Reading reading = new Reading(
                    now, step.requestsPerSecond(), OptionalDouble.empty(), OptionalDouble.empty(), step.complete());
            all.add(reading);
            window = window.with(reading, rules);
            double before = carried.requestsPerSecond().orElseThrow();
            carried = window.carry(now, rules, carried);
            double after = carried.requestsPerSecond().orElseThrow();
            double highest = highest(all, now, rules);
            double wanted = highest * (1 + rules.headroom());

            assertThat(after).as("never less than is read").isGreaterThanOrEqualTo(highest * (1 - ROUNDING));
            assertThat(after)
                    .as("headroom, less the dead band")
                    .isGreaterThanOrEqualTo(wanted / (1 + LoadWindow.DEAD_BAND) * (1 - ROUNDING));
            if (!mayLower(all, now, rules)) {
                assertThat(after).as("not lowered").isGreaterThanOrEqualTo(before);
            } else {
                assertThat(after)
                        .as("no more than is wanted, but for the dead band and the digits")
                        .isLessThanOrEqualTo(wanted / (1 - LoadWindow.DEAD_BAND) * 1.0201 + ROUNDING);
            }
            assertThat(window.carry(now, rules, carried))
                    .as("a second look changes nothing")
                    .isEqualTo(carried);
        }
    }
}

package dev.heterodyne.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

class LearningPropertiesTest {
    private static final Instant START = Instant.parse("2026-03-01T06:00:00Z");
    private static final Offset<Double> CLOSE = within(1e-9);

    /** A run that ends some days after the one before; on a new stack version where {@code upgrade}. */
    record Step(Outcome outcome, boolean abandoned, double hours, int days, boolean upgrade) {}

    record Stack(TrustRules rules, Belief prior) {
        Learning learning() {
            return new Learning(rules, prior);
        }
    }

    /** Takes steps one by one, as the controller does: first the version of the pool, then the run. */
    private static final class History {
        private final Learning learning;
        private Evidence evidence = Evidence.none("0", START);
        private Instant now = START;
        private int version;

        History(Learning learning) {
            this.learning = learning;
        }

        void take(Step step) {
            version += step.upgrade() ? 1 : 0;
            now = now.plus(Duration.ofDays(step.days()));
            String stack = Integer.toString(version);
            Run run = new Run(step.outcome(), stack, step.hours(), false, step.abandoned());
            evidence = learning.after(learning.at(evidence, stack, now), run, now);
        }
    }

    @Provide
    Arbitrary<Stack> stacks() {
        Arbitrary<TrustRules> rules = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(1, 60).withoutEdgeCases(),
                        Arbitraries.doubles().between(0, 1))
                .as((floor, runs, days, discount) -> new TrustRules(floor, runs, Duration.ofDays(days), discount));
        Arbitrary<Belief> priors = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.doubles().between(0.01, 1000),
                        Arbitraries.doubles().between(1, 1e6))
                .as((completion, weight, mtbf) -> new Belief(completion, weight, mtbf, weight))
                .withoutEdgeCases();
        return Combinators.combine(rules, priors).as(Stack::new);
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        // Mostly runs that count, in stretches long enough to move the state.
        Arbitrary<Outcome> outcomes = Arbitraries.frequency(
                Tuple.of(6, Outcome.COMPLETED),
                Tuple.of(4, Outcome.STACK_FAILURE),
                Tuple.of(3, Outcome.HARDWARE_FAILURE),
                Tuple.of(1, Outcome.USER_ERROR),
                Tuple.of(1, Outcome.UNKNOWN));
        return Combinators.combine(
                        outcomes,
                        Arbitraries.of(true, false),
                        Arbitraries.doubles().between(0, 1e4),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.frequency(Tuple.of(1, true), Tuple.of(30, false)))
                .as(Step::new)
                .list()
                .ofMaxSize(60)
                .withoutEdgeCases();
    }

    @Property(tries = 500)
    void betweenQuarantineAndQualificationEnoughRunsCompletedInARow(
            @ForAll("stacks") Stack stack, @ForAll("histories") List<Step> steps) {
        History history = new History(stack.learning());
        int inARow = 0;
        for (Step step : steps) {
            TrustState before = history.evidence.state();
            history.take(step);
            Effect effect = Effect.of(new Run(step.outcome(), "", 0, false, step.abandoned()));
            inARow = step.upgrade() || effect == Effect.FAILED ? 0 : inARow;
            inARow += effect == Effect.COMPLETED ? 1 : 0;

            TrustState after = history.evidence.state();
            if (after == TrustState.QUALIFIED && (before != TrustState.QUALIFIED || step.upgrade())) {
                assertThat(inARow).isGreaterThanOrEqualTo(stack.rules().canaryRuns());
                assertThat(stack.rules()
                                .trusts(history.learning
                                        .belief(history.evidence)
                                        .completion()))
                        .isTrue();
            }
            if (after == TrustState.QUARANTINED && before != TrustState.QUARANTINED) {
                assertThat(effect).isEqualTo(Effect.FAILED);
            }
        }
    }

    @Property(tries = 500)
    void aRepairedStackIsQualifiedWithinTheStatedRunsFromAnyHistory(
            @ForAll("stacks") Stack stack,
            @ForAll("histories") List<Step> steps,
            @ForAll boolean upgrade,
            @ForAll @IntRange(max = 40) int days) {
        History history = new History(stack.learning());
        steps.forEach(history::take);

        for (int run = 0; run < stack.rules().canaryRuns(); run++) {
            history.take(new Step(Outcome.COMPLETED, false, 10, days, upgrade && run == 0));
            history.take(new Step(Outcome.USER_ERROR, true, 10, days, false));
            history.take(new Step(Outcome.HARDWARE_FAILURE, false, 10, days, false));
        }

        assertThat(history.evidence.state()).isEqualTo(TrustState.QUALIFIED);
    }

    /** Only a repair looks at the order, so there is none here: no run in a row is enough for one. */
    @Property(tries = 200)
    void theOrderOfRunsOfADayDoesNotMatterToTheCounts(
            @ForAll("stacks") Stack stack, @ForAll("histories") List<Step> steps, @ForAll long seed) {
        TrustRules patient = new TrustRules(stack.rules().floor(), 1000, Duration.ofDays(30), 0.5);
        History one = new History(new Learning(patient, stack.prior()));
        History other = new History(new Learning(patient, stack.prior()));
        List<Step> sameDay = new ArrayList<>(steps.stream()
                .map(s -> new Step(s.outcome(), s.abandoned(), s.hours(), 0, false))
                .toList());

        sameDay.forEach(one::take);
        Collections.shuffle(sameDay, new Random(seed));
        sameDay.forEach(other::take);

        assertSameCounts(one.evidence, other.evidence);
    }

    @Property(tries = 200)
    void decayComposes(
            @ForAll("stacks") Stack stack,
            @ForAll("histories") List<Step> steps,
            @ForAll @IntRange(max = 50) int first,
            @ForAll @IntRange(max = 50) int second) {
        History history = new History(stack.learning());
        steps.forEach(history::take);
        Evidence evidence = history.evidence;
        String version = evidence.stackVersion();
        Instant then = history.now.plus(Duration.ofDays(first));
        Instant later = then.plus(Duration.ofDays(second));

        Evidence twice = history.learning.at(history.learning.at(evidence, version, then), version, later);
        Evidence once = history.learning.at(evidence, version, later);

        assertSameCounts(twice, once);
        assertThat(twice.asOf()).isEqualTo(once.asOf());
        assertThat(history.learning.at(once, version, later.plusSeconds(60))).isEqualTo(once);
    }

    @Property(tries = 300)
    void theCountsAreAlwaysInOrder(@ForAll("stacks") Stack stack, @ForAll("histories") List<Step> steps) {
        History history = new History(stack.learning());
        for (Step step : steps) {
            history.take(step);
            Evidence evidence = history.evidence;
            Belief belief = history.learning.belief(evidence);

            assertThat(evidence.failed()).isLessThanOrEqualTo(evidence.failures() + 1e-9);
            assertThat(belief.completion()).isBetween(0.0, 1.0);
            assertThat(belief.mtbfHours()).isPositive();
            evidence.carried()
                    .ifPresent(c -> assertThat(c.runs())
                            .isLessThanOrEqualTo(stack.rules().mostCarriedRuns()));
        }
    }

    private static void assertSameCounts(Evidence one, Evidence other) {
        assertThat(one.completed()).isEqualTo(other.completed(), CLOSE);
        assertThat(one.failed()).isEqualTo(other.failed(), CLOSE);
        assertThat(one.failures()).isEqualTo(other.failures(), CLOSE);
        assertThat(one.acceleratorHours()).isEqualTo(other.acceleratorHours(), within(1e-6));
        assertThat(one.canaryHours()).isEqualTo(other.canaryHours(), within(1e-6));
        assertThat(one.carried()).isEqualTo(other.carried());
    }
}

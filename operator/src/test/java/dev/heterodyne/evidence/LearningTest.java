package dev.heterodyne.evidence;

import static dev.heterodyne.evidence.Outcome.CANCELLED;
import static dev.heterodyne.evidence.Outcome.COMPLETED;
import static dev.heterodyne.evidence.Outcome.HARDWARE_FAILURE;
import static dev.heterodyne.evidence.Outcome.STACK_FAILURE;
import static dev.heterodyne.evidence.Outcome.UNKNOWN;
import static dev.heterodyne.evidence.Outcome.USER_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningTest {
    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final Belief PRIOR = new Belief(0.4, 4, 1000, 4);
    private static final TrustRules RULES = new TrustRules(0.5, 3, Duration.ofDays(30), 0.25);

    private final Learning learning = new Learning(RULES, PRIOR);

    private static Run run(Outcome outcome) {
        return new Run(outcome, "v1", 10, false, false);
    }

    private Evidence after(Evidence before, Outcome... outcomes) {
        Evidence evidence = before;
        for (Outcome outcome : outcomes) {
            evidence = learning.after(evidence, run(outcome), NOON);
        }
        return evidence;
    }

    private Evidence after(Outcome... outcomes) {
        return after(Evidence.none("v1", NOON), outcomes);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED,        false, 1, 0, 0, 10,  1",
        "COMPLETED,        true,  1, 0, 0, 10,  1",
        "STACK_FAILURE,    false, 0, 1, 1, 10, -1",
        "STACK_FAILURE,    true,  0, 1, 1, 10, -1",
        "HARDWARE_FAILURE, false, 0, 0, 1, 10,  0",
        "HARDWARE_FAILURE, true,  0, 1, 1, 10, -1",
        "PREEMPTED,        false, 0, 0, 0, 10,  0",
        "CANCELLED,        true,  0, 0, 0, 10,  0",
        "USER_ERROR,       true,  0, 0, 0, 10,  0",
        "UNKNOWN,          true,  0, 0, 0, 0,   0",
    })
    void whatARunAdds(
            Outcome outcome,
            boolean abandoned,
            double completed,
            double failed,
            double failures,
            double hours,
            int streak) {
        Evidence none = Evidence.none("v1", NOON);

        Evidence plain = learning.after(none, new Run(outcome, "v1", 10, false, abandoned), NOON);
        Evidence canary = learning.after(none, new Run(outcome, "v1", 10, true, abandoned), NOON);

        boolean below = learning.belief(plain).completion() < RULES.floor();
        TrustState state = below && completed + failures > 0 ? TrustState.CANARY : TrustState.UNPROVEN;
        assertThat(plain)
                .isEqualTo(new Evidence(
                        "v1", DAY, completed, failed, failures, hours, 0, streak, Optional.empty(), state));
        assertThat(canary)
                .isEqualTo(new Evidence(
                        "v1", DAY, completed, failed, failures, hours, hours, streak, Optional.empty(), state));
    }

    @Test
    void everyAttemptThatCountedIsARunOnce() {
        assertThat(after(COMPLETED, HARDWARE_FAILURE, STACK_FAILURE, USER_ERROR, CANCELLED, UNKNOWN)
                        .runs())
                .isEqualTo(3);
    }

    @Test
    void theBeliefIsTheTwoPosteriors() {
        Belief belief = learning.belief(after(COMPLETED, HARDWARE_FAILURE, STACK_FAILURE, USER_ERROR));

        assertThat(belief.completion()).isEqualTo((1.6 + 1) / 6, CLOSE);
        assertThat(belief.runs()).isEqualTo(6, CLOSE);
        assertThat(belief.mtbfHours()).isEqualTo((4000.0 + 40) / 6, CLOSE);
        assertThat(belief.failures()).isEqualTo(6, CLOSE);
        assertThat(learning.belief(Evidence.none("v1", NOON))).isEqualTo(PRIOR);
    }

    @Test
    void evidenceHalvesInAHalfLifeAndThePriorStays() {
        Evidence later = learning.at(after(COMPLETED, STACK_FAILURE), "v1", NOON.plus(Duration.ofDays(30)));

        assertThat(later.completed()).isEqualTo(0.5, CLOSE);
        assertThat(later.failed()).isEqualTo(0.5, CLOSE);
        assertThat(later.failures()).isEqualTo(0.5, CLOSE);
        assertThat(later.acceleratorHours()).isEqualTo(10, CLOSE);
        assertThat(later.streak()).isEqualTo(-1);
        assertThat(learning.belief(later).runs()).isEqualTo(5, CLOSE);
    }

    @Test
    void theSameDayChangesNothing() {
        Evidence evidence = after(COMPLETED, STACK_FAILURE);

        assertThat(learning.at(evidence, "v1", DAY)).isEqualTo(evidence);
        assertThat(learning.at(evidence, "v1", Instant.parse("2026-03-01T23:59:59Z")))
                .isEqualTo(evidence);
        assertThat(learning.at(evidence, "v1", Instant.parse("2026-02-01T00:00:00Z")))
                .isEqualTo(evidence);
        assertThat(learning.at(evidence, "v1", Instant.parse("2026-03-02T00:00:00Z")))
                .isNotEqualTo(evidence);
    }

    @Test
    void aNewVersionStartsFromADiscountedPosterior() {
        Evidence anew = learning.at(after(STACK_FAILURE, STACK_FAILURE, HARDWARE_FAILURE, COMPLETED), "v2", NOON);

        assertThat(anew.runs()).isZero();
        assertThat(anew.streak()).isZero();
        assertThat(anew.state()).as("below the floor").isEqualTo(TrustState.CANARY);
        Belief carried = anew.carried().orElseThrow();
        assertThat(carried.completion()).isEqualTo(2.6 / 7, CLOSE);
        assertThat(carried.runs()).isEqualTo(7 * 0.25, CLOSE);
        assertThat(carried.mtbfHours()).isEqualTo(4040.0 / 7, CLOSE);
        assertThat(carried.failures()).isEqualTo(7 * 0.25, CLOSE);
        assertThat(learning.belief(anew)).isEqualTo(carried);
    }

    @Test
    void whatIsCarriedIsWorthNoMoreThanTheCanariesCanLift() {
        Learning faithful = new Learning(new TrustRules(0.8, 4, Duration.ofDays(30), 1), PRIOR);
        Evidence bad = new Evidence("v1", DAY, 0, 500, 500, 1000, 0, -500, Optional.empty(), TrustState.QUARANTINED);

        assertThat(faithful.at(bad, "v2", NOON).carried().orElseThrow().runs()).isEqualTo(4 * 0.2 / 0.8, within(1e-6));
    }

    @Test
    void aNewVersionOfAStackThatNothingRanOnKeepsTheClassPrior() {
        Evidence none = Evidence.none("v1", NOON);

        assertThat(learning.at(none, "v2", NOON)).isEqualTo(Evidence.none("v2", NOON));
    }

    @Test
    void discountedToNothingABeliefKeepsItsMeanButYieldsToTheFirstRun() {
        Learning forgetful = new Learning(new TrustRules(0.5, 3, Duration.ofDays(30), 0), PRIOR);

        Evidence anew = forgetful.at(after(STACK_FAILURE), "v2", NOON);
        Evidence one = forgetful.after(anew, new Run(COMPLETED, "v2", 10, false, false), NOON);

        assertThat(forgetful.belief(anew).completion()).isEqualTo(1.6 / 5, CLOSE);
        assertThat(forgetful.belief(one).completion()).isEqualTo(1, within(1e-8));
        assertThat(forgetful.belief(one).failures()).isEqualTo(0.5);
    }

    @Test
    void aRunOfAnotherVersionCountsForLessAndMovesNoState() {
        Evidence anew = learning.at(after(COMPLETED, COMPLETED), "v2", NOON);

        Evidence late = after(anew, STACK_FAILURE, STACK_FAILURE, STACK_FAILURE, COMPLETED);

        assertThat(late.stackVersion()).isEqualTo("v2");
        assertThat(late.failed()).isEqualTo(0.75);
        assertThat(late.completed()).isEqualTo(0.25);
        assertThat(late.acceleratorHours()).isEqualTo(10);
        assertThat(late.streak()).isZero();
        assertThat(late.state()).isEqualTo(TrustState.UNPROVEN);
    }

    @Test
    void aRepairedStackIsTrustedAgainThoughThePastOutweighsIt() {
        Evidence bad = after(
                COMPLETED, STACK_FAILURE, STACK_FAILURE, STACK_FAILURE, STACK_FAILURE, STACK_FAILURE, STACK_FAILURE);
        assertThat(bad.state()).isEqualTo(TrustState.QUARANTINED);

        Evidence two = after(bad, COMPLETED, COMPLETED);
        Evidence three = after(two, COMPLETED);

        assertThat(two.state()).isEqualTo(TrustState.QUARANTINED);
        assertThat(three.state()).isEqualTo(TrustState.QUALIFIED);
        assertThat(three.completed()).isEqualTo(3);
        assertThat(three.failed()).isZero();
        assertThat(three.failures()).isEqualTo(6 * 0.25, CLOSE);
        assertThat(three.acceleratorHours()).isEqualTo(100 * 0.25, CLOSE);
        Belief carried = three.carried().orElseThrow();
        assertThat(carried.completion()).isEqualTo(2.6 / 11, CLOSE);
        assertThat(carried.runs()).isEqualTo(11 * 0.25, CLOSE);
        assertThat(learning.belief(three).completion()).isGreaterThan(0.5);
    }

    @Test
    void anUntriedPoolIsQualifiedByItsCanariesWhateverItsPrior() {
        Learning doubtful = new Learning(RULES, new Belief(0.01, 1000, 10, 1000));

        Evidence evidence = Evidence.none("v1", NOON);
        for (int i = 0; i < 3; i++) {
            assertThat(evidence.state()).isNotEqualTo(TrustState.QUALIFIED);
            evidence = doubtful.after(evidence, run(COMPLETED), NOON);
        }

        assertThat(evidence.state()).isEqualTo(TrustState.QUALIFIED);
    }

    @Test
    void aQualifiedPoolSurvivesOneFailureAboveTheFloor() {
        Evidence good = after(COMPLETED, COMPLETED, COMPLETED);

        assertThat(after(good, STACK_FAILURE).state()).isEqualTo(TrustState.QUALIFIED);
        assertThat(after(good, STACK_FAILURE, STACK_FAILURE, COMPLETED).state()).isEqualTo(TrustState.QUALIFIED);
        assertThat(after(good, STACK_FAILURE, STACK_FAILURE, STACK_FAILURE).state())
                .isEqualTo(TrustState.QUARANTINED);
    }

    @Test
    void faultsThatARestartCuredDoNotShutAPool() {
        Evidence good = after(COMPLETED, COMPLETED, COMPLETED);

        Evidence worn = after(good, HARDWARE_FAILURE, HARDWARE_FAILURE, HARDWARE_FAILURE, HARDWARE_FAILURE);

        assertThat(worn.state()).isEqualTo(TrustState.QUALIFIED);
        assertThat(learning.belief(worn).mtbfHours()).isEqualTo(4070.0 / 8, CLOSE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-12, 0.5, 0.999999, 1})
    void threeCanariesQualifyUnderAnyFloor(double floor) {
        Learning strict = new Learning(new TrustRules(floor, 3, Duration.ofDays(30), 1), PRIOR);
        Evidence bad = new Evidence("v1", DAY, 0, 50, 50, 1000, 0, -50, Optional.empty(), TrustState.QUARANTINED);

        for (int i = 0; i < 3; i++) {
            bad = strict.after(bad, run(COMPLETED), NOON);
        }

        assertThat(bad.state()).isEqualTo(TrustState.QUALIFIED);
    }

    @Test
    void withoutCanaryRunsTheStateStaysAndTheBeliefFalls() {
        Learning serving = new Learning(new TrustRules(0.5, 3, Duration.ofDays(30), 0.25, false), PRIOR);
        Evidence bad = Evidence.none("v1", NOON);
        for (int i = 0; i < 5; i++) {
            bad = serving.after(bad, new Run(STACK_FAILURE, "v1", 10, false, true), NOON);
        }

        assertThat(bad.state()).isEqualTo(TrustState.UNPROVEN);
        assertThat(serving.belief(bad).completion()).isEqualTo(1.6 / 9, CLOSE);
        assertThat(serving.belief(bad).mtbfHours()).isEqualTo(4050.0 / 9, CLOSE);
        assertThat(serving.at(bad, "v2", NOON).state()).isEqualTo(TrustState.UNPROVEN);
    }

    @Test
    void nonsenseIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustRules(1.5, 3, Duration.ofDays(1), 0.5))
                .withMessageContaining("floor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustRules(0.5, 0, Duration.ofDays(1), 0.5))
                .withMessageContaining("canaryRuns");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustRules(0.5, 3, Duration.ZERO, 0.5))
                .withMessageContaining("halfLife");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustRules(0.5, 3, Duration.ofDays(1), Double.NaN))
                .withMessageContaining("versionDiscount");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Belief(0.5, 0, 1, 1))
                .withMessageContaining("runs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Run(COMPLETED, "", -1, false, false))
                .withMessageContaining("acceleratorHours");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Evidence("", DAY, 0, Double.NaN, 0, 0, 0, 0, Optional.empty(), TrustState.UNPROVEN))
                .withMessageContaining("failed");
    }
}

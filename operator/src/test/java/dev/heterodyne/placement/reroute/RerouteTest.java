package dev.heterodyne.placement.reroute;

import static dev.heterodyne.placement.reroute.History.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RerouteTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Leaves after 2 failures for an hour, for good after 4 on a pool, gives up after 6; avoids 3 nodes for a day. */
    private static final Reroute RULES = rules(true, false);

    private static Reroute rules(boolean checkpointed, boolean portable) {
        return new Reroute(new RerouteRules(6, 4, 2, HOUR, Duration.ofDays(1), 3, checkpointed, portable));
    }

    // Pools

    @Test
    void aJobWithoutAPastMayGoAnywhere() {
        assertThat(RULES.restrictions(List.of(), at(0))).isEqualTo(Restrictions.NONE);
        assertThat(RULES.givesUp(List.of())).isEmpty();
        assertThat(RULES.backoff(List.of())).isZero();
        assertThat(RULES.leavesPool(List.of())).isFalse();
    }

    @Test
    void oneFailureIsForgiven() {
        List<PastAttempt> past = new History().add("a", Ending.POOL_FAILED, 10).list();

        assertThat(RULES.restrictions(past, at(10)).pools()).isEmpty();
        assertThat(RULES.leavesPool(past)).isFalse();
    }

    @Test
    void theSecondBarsThePoolUntilTheCooldownIsOver() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 10)
                .add("a", Ending.POOL_FAILED, 20)
                .list();

        Restrictions restrictions = RULES.restrictions(past, at(20));

        assertThat(restrictions.pools()).containsOnlyKeys("a");
        assertThat(restrictions.pools().get("a").reason()).isEqualTo(Reason.CoolingDown);
        assertThat(restrictions.pools().get("a").message())
                .isEqualTo("failed it in 2 attempts, takes it again at 2026-03-01T01:20:00Z;"
                        + " lower reroute.cooldownSeconds to try sooner");
        assertThat(restrictions.until()).contains(at(80));
        assertThat(RULES.leavesPool(past)).isTrue();
        assertThat(RULES.restrictions(past, at(80).minusNanos(1)).pools()).isNotEmpty();
        assertThat(RULES.restrictions(past, at(80)).pools()).isEmpty();
        assertThat(RULES.restrictions(past, at(80)).until()).isEmpty();
    }

    @Test
    void aTimeBetweenTwoSecondsIsShownAsTheLater() {
        List<PastAttempt> past = List.of(
                new PastAttempt(1, "a", "cuda", Ending.POOL_FAILED, true, at(0), List.of()),
                new PastAttempt(2, "a", "cuda", Ending.POOL_FAILED, true, at(1).plusMillis(1), List.of()));

        assertThat(RULES.restrictions(past, at(2)).pools().get("a").message()).contains("at 2026-03-01T01:01:01Z;");
    }

    @Test
    void failuresElsewhereDoNotAddUp() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 10)
                .add("b", Ending.POOL_FAILED, 20)
                .list();

        assertThat(RULES.restrictions(past, at(20)).pools()).isEmpty();
    }

    @Test
    void whatThePoolIsNotToBlameForDoesNotMakeTheJobLeave() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 10)
                .add("a", Ending.DISRUPTED, 20)
                .add("a", Ending.UNEXPLAINED, 30)
                .list();

        assertThat(RULES.restrictions(past, at(30)).pools()).isEmpty();
        assertThat(RULES.leavesPool(past)).isFalse();
    }

    @Test
    void afterACooldownFailuresAreCountedAnew() {
        History history = new History()
                .add("a", Ending.POOL_FAILED, 10)
                .add("a", Ending.POOL_FAILED, 20)
                .add("a", Ending.POOL_FAILED, 90);
        assertThat(RULES.restrictions(history.list(), at(90)).pools()).isEmpty();
        assertThat(RULES.leavesPool(history.list())).isFalse();

        Reroute patient = new Reroute(new RerouteRules(9, 9, 2, HOUR, HOUR, 0, false, false));
        history.add("a", Ending.POOL_FAILED, 95);
        assertThat(patient.restrictions(history.list(), at(95)).until()).contains(at(155));
    }

    @Test
    void aFailureDuringTheCooldownBeginsItAnew() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 10)
                .add("a", Ending.POOL_FAILED, 20)
                .add("a", Ending.POOL_FAILED, 79)
                .list();

        assertThat(RULES.restrictions(past, at(100)).until()).contains(at(139));
    }

    @Test
    void attemptsOnAPoolAreUsedUpForGood() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 0)
                .add("a", Ending.UNEXPLAINED, 1000)
                .add("a", Ending.UNEXPLAINED, 2000)
                .add("a", Ending.UNEXPLAINED, 3000)
                .list();

        Restrictions restrictions = RULES.restrictions(past, at(1_000_000));

        assertThat(restrictions.pools().get("a").reason()).isEqualTo(Reason.AttemptsUsedUp);
        assertThat(restrictions.pools().get("a").message())
                .isEqualTo(
                        "failed it in 4 attempts, failurePolicy.maxAttemptsPerPool allows 4; raise it to try again here");
        assertThat(restrictions.until()).isEmpty();
        assertThat(RULES.leavesPool(past)).isTrue();
    }

    @Test
    void theFirstToLapseIsNamed() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 0)
                .add("a", Ending.POOL_FAILED, 30)
                .add("b", Ending.POOL_FAILED, 35)
                .add("b", Ending.POOL_FAILED, 40, "n1")
                .list();

        Restrictions restrictions = RULES.restrictions(past, at(40));

        assertThat(restrictions.pools()).containsOnlyKeys("a", "b");
        assertThat(restrictions.until()).contains(at(90));
        assertThat(RULES.restrictions(past, at(100)).until()).contains(at(40 + 24 * 60));
    }

    // Nodes

    @Test
    void nodesThatFailedAreAvoidedTheLatestFirst() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 0, "n1", "n2")
                .add("b", Ending.POOL_FAILED, 10, "n3", "n4")
                .list();

        assertThat(RULES.restrictions(past, at(20)).nodes()).containsExactlyInAnyOrder("n3", "n4", "n1");
        assertThat(RULES.restrictions(past, at(20)).until()).contains(at(24 * 60));
        assertThat(RULES.restrictions(past, at(24 * 60)).nodes()).containsExactlyInAnyOrder("n3", "n4");
        assertThat(RULES.restrictions(past, at(10 + 24 * 60)))
                .isEqualTo(new Restrictions(Map.of(), Set.of(), Optional.of("cuda"), Optional.empty()));
    }

    @Test
    void aNodeThatFailedAgainIsForgivenLater() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 0, "n1")
                .add("b", Ending.POOL_FAILED, 100, "n1")
                .list();

        assertThat(RULES.restrictions(past, at(200)).until()).contains(at(100 + 24 * 60));
    }

    // Checkpoints

    @Test
    void checkpointsTieTheJobToTheStackThatWroteTheLast() {
        List<PastAttempt> past = new History()
                .add("a", "cuda", Ending.POOL_FAILED, true, 0)
                .add("b", "cann", Ending.POOL_FAILED, true, 10)
                .add("a", "cuda", Ending.POOL_FAILED, false, 20)
                .list();

        assertThat(RULES.restrictions(past, at(30)).stack()).contains("cann");
        assertThat(rules(true, true).restrictions(past, at(30)).stack()).isEmpty();
        assertThat(rules(false, false).restrictions(past, at(30)).stack()).isEmpty();
    }

    @Test
    void anAttemptThatWasNeverReadyHasLeftNoCheckpoint() {
        List<PastAttempt> past =
                new History().add("a", "cuda", Ending.POOL_FAILED, false, 0).list();

        assertThat(RULES.restrictions(past, at(30)).stack()).isEmpty();
    }

    // Giving up

    @Test
    void aFaultOfItsOwnEndsTheJobAtOnce() {
        List<PastAttempt> past = new History()
                .add("a", Ending.DISRUPTED, 0)
                .add("a", Ending.OWN_FAULT, 10)
                .list();

        assertThat(RULES.givesUp(past))
                .hasValue("the job's own fault: attempt 2 on a failed by its program or settings, so"
                        + " another one cannot help; correct them and create the job anew");
    }

    @Test
    void soManyFailuresEndTheJobWhereverTheyWere() {
        History history = new History();
        IntStream.range(0, 3).forEach(i -> history.add("b", Ending.POOL_FAILED, i));
        IntStream.range(3, 5).forEach(i -> history.add("a", Ending.UNEXPLAINED, i));
        history.add("a", Ending.DISRUPTED, 5);
        assertThat(RULES.givesUp(history.list())).isEmpty();

        history.add("c", Ending.POOL_FAILED, 6);

        assertThat(RULES.givesUp(history.list()))
                .hasValue("6 attempts failed (2 on a, 3 on b, 1 on c), failurePolicy.maxAttempts allows 6");
    }

    @Test
    void disruptionsNeverEndAJob() {
        History history = new History();
        IntStream.range(0, 100).forEach(i -> history.add("a", Ending.DISRUPTED, i));

        assertThat(RULES.givesUp(history.list())).isEmpty();
        assertThat(RULES.restrictions(history.list(), at(100)).pools()).isEmpty();
    }

    // Backoff

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "3, 40", "6, 320", "7, 600", "8, 600", "200, 600"})
    void theUnexplainedIsTriedAgainAfterEverLongerWaits(int times, long seconds) {
        History history = new History().add("a", Ending.POOL_FAILED, 0);
        IntStream.range(0, times).forEach(i -> history.add("p" + i, Ending.UNEXPLAINED, i));

        assertThat(RULES.backoff(history.list())).hasSeconds(seconds);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 10", "3, 20", "4, 40", "8, 600", "99, 600"})
    void aPoolThatGoesOnFailingIsTriedAgainAfterEverLongerWaits(int times, long seconds) {
        Reroute stubborn = new Reroute(new RerouteRules(1000, 1000, 1000, HOUR, HOUR, 0, false, false));
        History history = new History().add("b", Ending.POOL_FAILED, 0).add("a", Ending.UNEXPLAINED, 0);
        IntStream.range(0, times).forEach(i -> history.add("a", Ending.POOL_FAILED, i));

        assertThat(stubborn.backoff(history.list())).hasSeconds(seconds);
    }

    @Test
    void whoLeavesAPoolGoesToTheNextAtOnce() {
        List<PastAttempt> past = new History()
                .add("a", Ending.POOL_FAILED, 0)
                .add("a", Ending.POOL_FAILED, 1)
                .list();

        assertThat(RULES.leavesPool(past)).isTrue();
        assertThat(RULES.backoff(past)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"DISRUPTED", "COMPLETED", "OWN_FAULT"})
    void whatIsNoFailureOfThePoolCostsNoWait(Ending ending) {
        List<PastAttempt> past = new History()
                .add("a", Ending.UNEXPLAINED, 0)
                .add("a", ending, 1)
                .list();

        assertThat(RULES.backoff(past)).isZero();
    }

    @Test
    void aDisruptionInBetweenDoesNotShortenTheWait() {
        List<PastAttempt> past = new History()
                .add("a", Ending.UNEXPLAINED, 0)
                .add("a", Ending.DISRUPTED, 1)
                .add("a", Ending.UNEXPLAINED, 2)
                .list();

        assertThat(RULES.backoff(past)).hasSeconds(20);
    }
}

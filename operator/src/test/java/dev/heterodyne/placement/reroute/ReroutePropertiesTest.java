package dev.heterodyne.placement.reroute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.filter.Verdict;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The rules, whatever the history and the settings. */
class ReroutePropertiesTest {
    private static final Instant START = History.START;

    @Property(tries = 500)
    void nothingChangesBeforeTheTimeThatTheRestrictionsName(
            @ForAll("rules") RerouteRules rules,
            @ForAll("histories") List<PastAttempt> past,
            @ForAll @IntRange(max = 20_000) int after,
            @ForAll @IntRange(max = 999) int permille) {
        Reroute reroute = new Reroute(rules);
        Instant now = endOf(past).plusSeconds(after);
        Restrictions restrictions = reroute.restrictions(past, now);
        Optional<Instant> until = restrictions.until();

        if (until.isEmpty()) {
            assertThat(reroute.restrictions(past, now.plus(Duration.ofDays(10_000))))
                    .isEqualTo(restrictions);
            return;
        }
        assertThat(until.get()).isAfter(now);
        Instant before = now.plusMillis(Duration.between(now, until.get()).toMillis() * permille / 1000);
        assertThat(reroute.restrictions(past, before)).isEqualTo(restrictions);
        assertThat(reroute.restrictions(past, until.get())).isNotEqualTo(restrictions);
    }

    @Property(tries = 500)
    void timeOnlyOpensPools(
            @ForAll("rules") RerouteRules rules,
            @ForAll("histories") List<PastAttempt> past,
            @ForAll @IntRange(max = 20_000) int first,
            @ForAll @IntRange(max = 20_000) int more) {
        Reroute reroute = new Reroute(rules);
        Instant now = endOf(past).plusSeconds(first);

        Map<String, Verdict> earlier = reroute.restrictions(past, now).pools();
        Map<String, Verdict> later =
                reroute.restrictions(past, now.plusSeconds(more)).pools();

        assertThat(earlier.entrySet()).containsAll(later.entrySet());
        earlier.forEach((pool, verdict) -> {
            if (verdict.reason() == Reason.AttemptsUsedUp) {
                assertThat(later).containsEntry(pool, verdict);
            }
        });
    }

    @Property(tries = 500)
    void aPoolIsBarredForItsOwnFailuresAlone(
            @ForAll("rules") RerouteRules rules, @ForAll("histories") List<PastAttempt> past) {
        Reroute reroute = new Reroute(rules);
        Instant now = endOf(past);
        Map<String, Verdict> all = reroute.restrictions(past, now).pools();

        for (String pool : List.of("a", "b", "c")) {
            List<PastAttempt> own =
                    past.stream().filter(p -> p.pool().equals(pool)).toList();
            assertThat(Optional.ofNullable(all.get(pool)))
                    .isEqualTo(Optional.ofNullable(
                            reroute.restrictions(own, now).pools().get(pool)));
            if (own.stream().noneMatch(ReroutePropertiesTest::failed)) {
                assertThat(all).doesNotContainKey(pool);
            }
        }
    }

    @Property(tries = 500)
    void avoidedNodesAreTheLatestThatFailedAndNoMoreThanAllowed(
            @ForAll("rules") RerouteRules rules, @ForAll("histories") List<PastAttempt> past) {
        Instant now = endOf(past);
        Set<String> avoided = new Reroute(rules).restrictions(past, now).nodes();

        Set<String> fresh = new TreeSet<>();
        past.stream()
                .filter(p -> now.isBefore(p.end().plus(rules.avoidNode())))
                .forEach(p -> fresh.addAll(p.failedNodes()));
        assertThat(fresh).containsAll(avoided);
        assertThat(avoided).hasSize(Math.min(rules.maxAvoidedNodes(), fresh.size()));
        // One attempt blames two nodes at most, so where two are allowed, those of the latest that blames any are in.
        if (rules.maxAvoidedNodes() >= 2 && !fresh.isEmpty()) {
            List<PastAttempt> blaming =
                    past.stream().filter(p -> !p.failedNodes().isEmpty()).toList();
            assertThat(avoided).containsAll(blaming.get(blaming.size() - 1).failedNodes());
        }
    }

    @Property(tries = 500)
    void aJobGivesUpForItsOwnFaultOrAfterSoManyFailuresAndNothingElse(
            @ForAll("rules") RerouteRules rules, @ForAll("histories") List<PastAttempt> past) {
        boolean own = past.stream().anyMatch(p -> p.ending() == Ending.OWN_FAULT);
        long failures = past.stream().filter(ReroutePropertiesTest::failed).count();

        assertThat(new Reroute(rules).givesUp(past).isPresent()).isEqualTo(own || failures >= rules.maxAttempts());
    }

    @Property(tries = 500)
    void waitsAreBoundedAndMovesAreNotMadeToWait(
            @ForAll("rules") RerouteRules rules, @ForAll("histories") List<PastAttempt> past) {
        Reroute reroute = new Reroute(rules);
        Duration wait = reroute.backoff(past);

        assertThat(wait).isBetween(Duration.ZERO, Duration.ofMinutes(10));
        if (!past.isEmpty()) {
            PastAttempt last = past.get(past.size() - 1);
            assertThat(reroute.leavesPool(past))
                    .isEqualTo(failed(last)
                            && last.ending() != Ending.OWN_FAULT
                            && reroute.restrictions(past, last.end()).pools().containsKey(last.pool()));
            if (last.ending() == Ending.UNEXPLAINED) {
                assertThat(wait).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
            } else if (last.ending() != Ending.POOL_FAILED || reroute.leavesPool(past)) {
                assertThat(wait).isZero();
            }
        }
    }

    @Property(tries = 500)
    void onlyOneStackIsLeftWhereCheckpointsExistAndCannotMove(
            @ForAll("rules") RerouteRules rules, @ForAll("histories") List<PastAttempt> past) {
        Optional<String> stack =
                new Reroute(rules).restrictions(past, endOf(past)).stack();

        assertThat(stack.isPresent())
                .isEqualTo(rules.checkpointed()
                        && !rules.portable()
                        && past.stream().anyMatch(PastAttempt::wasReady));
        stack.ifPresent(s -> assertThat(past.stream()
                        .filter(PastAttempt::wasReady)
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .stack())
                .isEqualTo(s));
    }

    private static boolean failed(PastAttempt attempt) {
        return attempt.ending() == Ending.POOL_FAILED
                || attempt.ending() == Ending.UNEXPLAINED
                || attempt.ending() == Ending.OWN_FAULT;
    }

    private static Instant endOf(List<PastAttempt> past) {
        return past.isEmpty() ? START : past.get(past.size() - 1).end();
    }

    @Provide
    Arbitrary<RerouteRules> rules() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.longs().between(0, 5000).map(Duration::ofSeconds),
                        Arbitraries.longs().between(0, 5000).map(Duration::ofSeconds),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as(RerouteRules::new);
    }

    /** One attempt of a history: what happened, and how long after the one before. */
    record Step(String pool, String stack, Ending ending, boolean ready, long seconds, List<String> nodes) {}

    @Provide
    Arbitrary<List<PastAttempt>> histories() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("cuda", "cann"),
                        Arbitraries.of(Ending.values()),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 3000),
                        Arbitraries.of("n1", "n2", "n3", "n4").list().ofMaxSize(2))
                .as(Step::new)
                .list()
                .ofMaxSize(12)
                .map(ReroutePropertiesTest::history);
    }

    private static List<PastAttempt> history(List<Step> steps) {
        List<PastAttempt> past = new ArrayList<>();
        Instant time = START;
        for (Step step : steps) {
            time = time.plusSeconds(step.seconds());
            past.add(new PastAttempt(
                    past.size() + 1, step.pool(), step.stack(), step.ending(), step.ready(), time, step.nodes()));
        }
        return past;
    }
}

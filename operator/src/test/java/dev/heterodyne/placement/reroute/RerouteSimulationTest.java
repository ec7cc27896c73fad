package dev.heterodyne.placement.reroute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.reroute.PastAttempt.Ending;
import dev.heterodyne.placement.reroute.SimulatedRun.End;
import dev.heterodyne.placement.reroute.SimulatedRun.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ten thousand random lives of a job under random rules on random hardware, decided by the real cycle. */
class RerouteSimulationTest {
    private static final int HISTORIES = 10_000;
    private static final Set<Reason> FINAL =
            Set.of(Reason.AttemptsUsedUp, Reason.CheckpointNotPortable, Reason.NoRuntimeForStack);

    @Test
    void noJobSwingsBetweenPoolsAndAllComeToAnEnd() {
        Map<End, Integer> ends = new EnumMap<>(End.class);
        int attempts = 0;
        int moves = 0;
        int crossStack = 0;
        int mustComplete = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            SimulatedCluster cluster = SimulatedCluster.of(random);
            SimulatedRun run = new SimulatedRun(cluster, random);
            End end = run.live();
            String history = "seed " + seed + ", " + cluster.rules() + ", " + end + ": " + run.past();

            endsAsItShould(cluster, run, end, history);
            staysWithinItsAttempts(cluster.rules(), run.past(), history);
            doesNotComeBackBeforeTheCooldownIsOver(cluster.rules(), run.steps(), history);
            movesOnlyBecauseAPoolFailedIt(cluster.rules(), run.past(), history);
            crossesStacksOnlyWithWhatCanBeRead(cluster.rules(), run.past(), history);
            avoidsNodesWhereItCan(cluster, run.steps(), history);

            ends.merge(end, 1, Integer::sum);
            attempts += run.past().size();
            moves += moves(run.past());
            crossStack += crossings(run.past());
            mustComplete += cluster.mustComplete() ? 1 : 0;
        }
        System.out.printf(
                "%d histories: %d attempts, %d moves between pools (%d across stacks), ends %s;"
                        + " all %d that had to complete did%n",
                HISTORIES, attempts, moves, crossStack, ends, mustComplete);
        // Each case must occur often enough for the invariants to mean something.
        assertThat(ends).containsOnlyKeys(End.COMPLETED, End.FAILED, End.STRANDED);
        assertThat(ends.values()).allSatisfy(count -> assertThat(count).isGreaterThan(300));
        assertThat(moves).isGreaterThan(1000);
        assertThat(crossStack).isGreaterThan(300);
        assertThat(mustComplete).isGreaterThan(1000);
    }

    private static void endsAsItShould(SimulatedCluster cluster, SimulatedRun run, End end, String history) {
        if (cluster.mustComplete()) {
            assertThat(end).as(history).isEqualTo(End.COMPLETED);
        }
        if (end == End.STRANDED) {
            assertThat(run.lastCandidates())
                    .as(history)
                    .allSatisfy(c -> assertThat(FINAL).contains(c.reason().orElseThrow()));
        }
    }

    private static void staysWithinItsAttempts(RerouteRules rules, List<PastAttempt> past, String history) {
        assertThat(past.stream().filter(RerouteSimulationTest::failed).count())
                .as(history)
                .isLessThanOrEqualTo(rules.maxAttempts());
        for (String pool : pools(past)) {
            assertThat(past.stream()
                            .filter(p -> p.pool().equals(pool) && failed(p) && p.ending() != Ending.OWN_FAULT)
                            .count())
                    .as(history)
                    .isLessThanOrEqualTo(rules.maxAttemptsPerPool());
        }
    }

    /** Told from the history alone: so many failures of a pool since it was last away from it for the cooldown. */
    private static void doesNotComeBackBeforeTheCooldownIsOver(RerouteRules rules, List<Step> steps, String history) {
        for (String pool : pools(steps.stream().map(Step::attempt).toList())) {
            int failures = 0;
            PastAttempt last = null;
            for (Step step : steps) {
                if (!step.attempt().pool().equals(pool)) {
                    continue;
                }
                if (failures >= rules.afterFailures() && last != null) {
                    assertThat(step.start())
                            .as(history)
                            .isAfterOrEqualTo(last.end().plus(rules.cooldown()));
                    failures = 0;
                }
                if (step.attempt().ending() == Ending.POOL_FAILED) {
                    failures++;
                    last = step.attempt();
                }
            }
        }
    }

    /** Each time that a job leaves, it moves away once and back once at most: the hardware ranks as it ranked before. */
    private static void movesOnlyBecauseAPoolFailedIt(RerouteRules rules, List<PastAttempt> past, String history) {
        Reroute reroute = new Reroute(rules);
        long leaves = 0;
        for (int i = 1; i <= past.size(); i++) {
            leaves += reroute.leavesPool(past.subList(0, i)) ? 1 : 0;
        }
        assertThat((long) moves(past)).as(history).isLessThanOrEqualTo(2 * leaves);
        assertThat(leaves).as(history).isLessThanOrEqualTo(rules.maxAttempts());
    }

    private static void crossesStacksOnlyWithWhatCanBeRead(RerouteRules rules, List<PastAttempt> past, String history) {
        if (rules.checkpointed() && !rules.portable()) {
            assertThat(past.stream()
                            .dropWhile(p -> !p.wasReady())
                            .map(PastAttempt::stack)
                            .distinct())
                    .as(history)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static void avoidsNodesWhereItCan(SimulatedCluster cluster, List<Step> steps, String history) {
        for (Step step : steps) {
            Set<String> avoided = step.restrictions().nodes();
            long here = avoided.stream()
                    .filter(n -> n.startsWith(step.attempt().pool() + "-"))
                    .count();
            if (SimulatedCluster.NODES - here >= cluster.job().variants().get(0).replicas()) {
                assertThat(step.nodes()).as(history).noneMatch(avoided::contains);
            }
        }
    }

    private static List<String> pools(List<PastAttempt> past) {
        return past.stream().map(PastAttempt::pool).distinct().toList();
    }

    private static int moves(List<PastAttempt> past) {
        int moves = 0;
        for (int i = 1; i < past.size(); i++) {
            moves += past.get(i).pool().equals(past.get(i - 1).pool()) ? 0 : 1;
        }
        return moves;
    }

    private static int crossings(List<PastAttempt> past) {
        int crossings = 0;
        for (int i = 1; i < past.size(); i++) {
            crossings += past.get(i).stack().equals(past.get(i - 1).stack()) ? 0 : 1;
        }
        return crossings;
    }

    private static boolean failed(PastAttempt attempt) {
        return attempt.ending() != Ending.COMPLETED && attempt.ending() != Ending.DISRUPTED;
    }
}

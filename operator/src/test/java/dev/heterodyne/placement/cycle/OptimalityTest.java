package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heterodyne.placement.RandomCluster;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The cycle beside the exact optimum on small random clusters that want 50 to 100 % of their accelerators, or more where jobs
 * are large. The look-ahead was made on seeds below 1,000; what is reported is held out, from {@value #HELD_OUT} on.
 * hack/bench/optimality takes 1,000.
 */
class OptimalityTest {
    private static final int CLUSTERS = Integer.getInteger("heterodyne.optimality.clusters", 60);
    private static final long HELD_OUT = 1_000_000;
    private static final long FROM = Long.getLong("heterodyne.optimality.from", HELD_OUT);

    /** One cluster: ours and the optimum. */
    private record Case(long seed, Snapshot snapshot, ExactPlacement.Optimum ours, ExactPlacement.Optimum best) {
        double share() {
            return ours.value() / best.value();
        }
    }

    @Test
    void nearlyEveryJobHasAPlaceAndNearlyAllOfTheValueIsThere() {
        List<Case> solvable = new ArrayList<>();
        List<Case> crowded = new ArrayList<>();
        for (long seed = FROM; solvable.size() < CLUSTERS; seed++) {
            Optional<Snapshot> snapshot = cluster(seed);
            if (snapshot.isPresent()) {
                Case compared = compare(seed, snapshot.get());
                (compared.best().all() ? solvable : crowded).add(compared);
            }
        }

        long whole = solvable.stream().filter(c -> c.ours().all()).count();
        double ours = solvable.stream().mapToDouble(c -> c.ours().value()).sum();
        double best = solvable.stream().mapToDouble(c -> c.best().value()).sum();
        long inOrder = crowded.stream()
                .filter(c -> c.ours().placed().equals(c.best().placed()))
                .count();
        print(
                "every job can have a place in %d clusters, ours gives all of them one in %d (%.1f %%); value %.2f %% of the"
                        + " optimum",
                solvable.size(), whole, 100.0 * whole / solvable.size(), 100 * ours / best);
        print(
                "not every job can in %d others; there ours places the same jobs as the exact order of priority and age in %d",
                crowded.size(), inOrder);
        explainWorst(solvable);

        assertThat((double) whole).isGreaterThanOrEqualTo(0.98 * solvable.size());
        assertThat(ours).isGreaterThanOrEqualTo(0.99 * best);
        assertThat((double) inOrder).isGreaterThanOrEqualTo(0.98 * crowded.size());
    }

    /** Without the jobs that no pool could hold even if it were empty: nobody can place them. */
    private static Optional<Snapshot> cluster(long seed) {
        double load = 0.5 + 0.5 * new Random(seed).nextDouble();
        Snapshot all = RandomCluster.of(seed, load).snapshot();
        GangValues values = new GangValues(all);
        Snapshot possible = new Snapshot(
                all.pools(),
                all.policies(),
                all.waiting().stream()
                        .filter(job -> all.pools().stream().anyMatch(p -> values.canEverRun((TrainingRequest) job, p)))
                        .toList(),
                all.placed(),
                all.ledger());
        return Optional.of(possible).filter(s -> !s.waiting().isEmpty());
    }

    private static Case compare(long seed, Snapshot snapshot) {
        List<Decision> decisions = new SchedulingCycle().run(snapshot).decisions();
        ExactPlacement.Optimum best = new ExactPlacement(snapshot).mostInAll();
        ExactPlacement.Optimum ours = new ExactPlacement(snapshot).of(decisions);

        assertThat(ours.value())
                .as("the exact model values our placement as we do, seed %d", seed)
                .isCloseTo(decisions.stream().mapToDouble(OptimalityTest::value).sum(), within(1e-4));
        for (int i = 0; i < best.placed().size(); i++) {
            if (!ours.placed().get(i).equals(best.placed().get(i))) {
                assertThat(best.placed().get(i))
                        .as("the first job placed in one only is so in the optimum, seed %d", seed)
                        .isTrue();
                return new Case(seed, snapshot, ours, best);
            }
        }
        assertThat(ours.value()).as("seed %d", seed).isLessThanOrEqualTo(best.value() + 1e-4);
        return new Case(seed, snapshot, ours, best);
    }

    private static double value(Decision decision) {
        return decision.shares().stream()
                .flatMap(share ->
                        decision.candidates().stream().filter(c -> c.pool().equals(share.pool())))
                .mapToDouble(Candidate::value)
                .sum();
    }

    private static void explainWorst(List<Case> cases) {
        Case worst = cases.stream()
                .min((a, b) -> Double.compare(a.share(), b.share()))
                .orElseThrow();
        ExactPlacement.Optimum first = new ExactPlacement(worst.snapshot()).priorityFirst();
        print(
                "worst seed %d: %.1f %% of the optimum, %.1f %% of the optimum where higher priorities choose first",
                worst.seed(), 100 * worst.share(), 100 * worst.ours().value() / first.value());
        List<TrainingRequest> jobs = ExactPlacement.inOrder(worst.snapshot());
        for (int i = 0; i < jobs.size(); i++) {
            print(
                    "  %s priority %d: ours %.3f %s, optimum %.3f %s",
                    jobs.get(i).id().name(),
                    jobs.get(i).priority(),
                    worst.ours().values().get(i),
                    worst.ours().nodes().get(i),
                    worst.best().values().get(i),
                    worst.best().nodes().get(i));
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, "optimality: " + format + "%n", arguments);
    }
}

package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.RandomCluster;
import org.junit.jupiter.api.Test;

/** The cycle beside the exact optimum on small random clusters. hack/bench/optimality takes 1,000. */
class OptimalityTest {
    private static final int CLUSTERS = Integer.getInteger("heterodyne.optimality.clusters", 60);

    @Test
    void whereEveryJobCanBePlacedNearlyEveryClusterPlacesThemAll() {
        int solvable = 0;
        int whole = 0;
        double ours = 0;
        double best = 0;
        double worst = 1;
        long worstSeed = -1;
        for (long seed = 0; solvable < CLUSTERS; seed++) {
            Snapshot snapshot = RandomCluster.of(seed, 0.6).snapshot();
            CycleResult result = new SchedulingCycle().run(snapshot);
            ExactPlacement.Optimum optimum = ExactPlacement.of(snapshot, result.decisions());
            if (optimum.placed() < snapshot.waiting().size()) {
                continue;
            }
            solvable++;
            double value = result.decisions().stream()
                    .filter(d -> d.outcome() == Outcome.Placed)
                    .mapToDouble(OptimalityTest::value)
                    .sum();
            long placed = result.decisions().stream()
                    .filter(d -> d.outcome() == Outcome.Placed)
                    .count();
            whole += placed == snapshot.waiting().size() ? 1 : 0;
            ours += value;
            best += optimum.value();
            if (value / optimum.value() < worst) {
                worst = value / optimum.value();
                worstSeed = seed;
            }
        }
        System.out.printf(
                "optimality: every job can be placed in %d clusters, ours does in %d (%.1f %%); value %.2f %% of the"
                        + " optimum; worst seed %d with %.1f %%%n",
                solvable, whole, 100.0 * whole / solvable, 100 * ours / best, worstSeed, 100 * worst);

        assertThat((double) whole / solvable).isGreaterThanOrEqualTo(0.98);
        assertThat(ours / best).isGreaterThanOrEqualTo(0.99);
    }

    private static double value(Decision decision) {
        String pool = decision.shares().get(0).pool();
        return decision.candidates().stream()
                .filter(c -> c.pool().equals(pool))
                .mapToDouble(Candidate::value)
                .sum();
    }
}

package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heterodyne.placement.Chips;
import dev.heterodyne.placement.Jobs;
import dev.heterodyne.placement.RandomCluster;
import dev.heterodyne.placement.TestCluster;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Extent;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The yardstick itself: the exact model beside every placement there is, one by one, on clusters small enough for that. */
class ExactPlacementTest {
    private static final int CLUSTERS = 60;

    @Test
    void enumerationFindsNothingBetter() {
        int compared = 0;
        int crowded = 0;
        for (long seed = 0; compared < CLUSTERS; seed++) {
            Snapshot snapshot = firstJobs(RandomCluster.of(seed, 1.2).snapshot());
            int nodes = snapshot.pools().stream()
                    .mapToInt(p -> p.topology().nodes().size())
                    .sum();
            if (nodes > 6) {
                continue;
            }
            compared++;
            Enumeration every = new Enumeration(snapshot);
            every.place(0, 0, 0);
            ExactPlacement.Optimum optimum = new ExactPlacement(snapshot).mostInAll();

            assertThat(bits(optimum)).as("places, seed %d", seed).isEqualTo(every.placed);
            assertThat(optimum.value()).as("value, seed %d", seed).isCloseTo(every.value, within(1e-5));
            crowded += optimum.all() ? 0 : 1;
        }
        assertThat(crowded).as("both cases occur").isBetween(1, CLUSTERS - 1);
    }

    @Test
    void aPlacementThatBreaksARuleIsFoundOut() {
        Snapshot snapshot = new TestCluster()
                .pool("h20-a", Chips.H20, 1, 1, 8)
                .waits(Jobs.gang("a", 1, 1, 8, "cuda"), Jobs.gang("b", 2, 1, 8, "cuda"))
                .snapshot();
        List<Decision> honest = new SchedulingCycle().run(snapshot).decisions();
        Decision twice = new Decision(
                honest.get(1).job(),
                Outcome.Placed,
                honest.get(0).reason(),
                "",
                honest.get(0).shares(),
                honest.get(0).candidates());

        assertThat(new ExactPlacement(snapshot).of(honest).placed()).containsExactly(true, false);
        assertThatThrownBy(() -> new ExactPlacement(snapshot).of(List.of(honest.get(0), twice)))
                .hasMessageContaining("INFEASIBLE");
    }

    private static Snapshot firstJobs(Snapshot all) {
        return new Snapshot(
                all.pools(), all.policies(), all.waiting().stream().limit(3).toList(), all.placed(), all.ledger());
    }

    private static int bits(ExactPlacement.Optimum optimum) {
        return optimum.placed().stream().reduce(0, (bits, placed) -> 2 * bits + (placed ? 1 : 0), Integer::sum);
    }

    /** Tries every way to place every job; keeps the best by places in order, then by value. */
    private static final class Enumeration {
        private final Snapshot snapshot;
        private final List<TrainingRequest> jobs;
        private final GangValues values;
        private final int[][] free;
        private int placed = -1;
        private double value;

        Enumeration(Snapshot snapshot) {
            this.snapshot = snapshot;
            this.jobs = ExactPlacement.inOrder(snapshot);
            this.values = new GangValues(snapshot);
            this.free = snapshot.pools().stream()
                    .map(pool -> pool.topology().nodes().stream()
                            .mapToInt(node -> snapshot.ledger().free(pool.name(), node))
                            .toArray())
                    .toArray(int[][]::new);
        }

        void place(int job, int placedBefore, double valueBefore) {
            if (job == jobs.size()) {
                if (placedBefore > placed || (placedBefore == placed && valueBefore > value)) {
                    placed = placedBefore;
                    value = valueBefore;
                }
                return;
            }
            place(job + 1, 2 * placedBefore, valueBefore);
            for (int p = 0; p < free.length; p++) {
                Pool pool = snapshot.pools().get(p);
                if (values.canEverRun(jobs.get(job), pool)) {
                    Variant variant = jobs.get(job)
                            .variantFor(pool.chip().orElseThrow().stack())
                            .orElseThrow();
                    int[] taken = new int[free[p].length];
                    spread(job, p, variant, taken, 0, variant.replicas(), placedBefore, valueBefore);
                }
            }
        }

        private void spread(
                int job,
                int p,
                Variant variant,
                int[] taken,
                int node,
                int left,
                int placedBefore,
                double valueBefore) {
            if (left == 0) {
                Pool pool = snapshot.pools().get(p);
                Extent extent = extent(pool.topology(), taken);
                int required = jobs.get(job)
                        .topology()
                        .required()
                        .map(pool.topology()::levelIndex)
                        .orElse(-1);
                if (extent.level() >= required) {
                    place(job + 1, 2 * placedBefore + 1, valueBefore + values.of(jobs.get(job), pool, extent));
                }
                return;
            }
            if (node == taken.length) {
                return;
            }
            int most = Math.min(left, free[p][node] / variant.acceleratorsPerReplica());
            for (int here = 0; here <= most; here++) {
                taken[node] = here;
                free[p][node] -= here * variant.acceleratorsPerReplica();
                spread(job, p, variant, taken, node + 1, left - here, placedBefore, valueBefore);
                free[p][node] += here * variant.acceleratorsPerReplica();
            }
            taken[node] = 0;
        }

        private static Extent extent(TopologyTree tree, int[] taken) {
            int nodes = (int) Arrays.stream(taken).filter(n -> n > 0).count();
            for (int level = tree.levels().size() - 1; level >= 0; level--) {
                for (int d = 0; d < tree.domains(level).size(); d++) {
                    TopologyTree.Domain domain = tree.domains(level).get(d);
                    int inside = 0;
                    for (int node = domain.from(); node < domain.to(); node++) {
                        inside += taken[node] > 0 ? 1 : 0;
                    }
                    if (inside == nodes) {
                        return new Extent(nodes, level, d);
                    }
                }
            }
            return new Extent(nodes, -1, -1);
        }
    }
}

package dev.heterodyne.placement.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.topology.TopologyTree.Domain;
import dev.heterodyne.placement.topology.TopologyTree.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The search beside brute force, on trees of 1 to 4 levels and up to 12 nodes. */
class GangFitPropertiesTest {
    /** A pool as a test sees it: every answer by going through all domains. */
    record Scene(TopologyTree tree, int[] free, int perReplica) {
        static Scene of(Random random, int levels) {
            List<TopologyLevel> names = IntStream.range(0, levels)
                    .mapToObj(l -> new TopologyLevel("level-" + l, 1))
                    .toList();
            List<Leaf> leaves = new ArrayList<>();
            int nodes = 1 + random.nextInt(12);
            for (int n = 0; n < nodes; n++) {
                List<String> path = new ArrayList<>();
                for (int l = 0; l < levels - 1; l++) {
                    path.add("d" + random.nextInt(3));
                }
                // Names that do not follow the path, so that ties by name are not ties by position.
                String node = "n" + (n * 7 % 16);
                path.add(node);
                leaves.add(new Leaf(node, path));
            }
            int[] free = random.ints(nodes, 0, 9).toArray();
            return new Scene(TopologyTree.of(names, leaves), free, 1 + random.nextInt(4));
        }

        Optional<Fit> place(int replicas, int required, int start) {
            return GangFit.place(tree, free, replicas, perReplica, required, start);
        }

        int slots(Domain domain) {
            return IntStream.range(domain.from(), domain.to())
                    .map(n -> free[n] / perReplica)
                    .sum();
        }

        int free(Domain domain) {
            return IntStream.range(domain.from(), domain.to()).map(n -> free[n]).sum();
        }

        int slots() {
            return Arrays.stream(free).map(f -> f / perReplica).sum();
        }

        int nodeLevel() {
            return tree.levels().size() - 1;
        }

        /** The domains of a level that hold so many replicas, the one to take first. */
        Optional<Domain> bestFit(int level, int replicas) {
            return first(
                    level, replicas, Comparator.<Domain>comparingInt(this::free).thenComparingInt(this::slots));
        }

        /** The node on which the next independent replica goes: how its slots lie in the domains above plays no part. */
        Optional<Domain> fullestNode() {
            return first(nodeLevel(), 1, Comparator.comparingInt(this::free));
        }

        private Optional<Domain> first(int level, int replicas, Comparator<Domain> fuller) {
            return tree.domains(level).stream()
                    .filter(d -> slots(d) >= replicas)
                    .min(upwards(level, fuller).thenComparing(Domain::name).thenComparing(Domain::from));
        }

        /** Domains that are equal go by those around them. */
        private Comparator<Domain> upwards(int level, Comparator<Domain> fuller) {
            return level == 0
                    ? fuller
                    : fuller.thenComparing(d -> tree.domains(level - 1).get(d.parent()), upwards(level - 1, fuller));
        }

        int[] counts(Fit fit) {
            int[] counts = new int[free.length];
            fit.nodes().forEach(n -> counts[tree.indexOf(n)]++);
            return counts;
        }

        /** No node gets more than it has free. */
        void assertHolds(Fit fit) {
            int[] counts = counts(fit);
            for (int n = 0; n < counts.length; n++) {
                assertThat(counts[n] * perReplica).isLessThanOrEqualTo(free[n]);
            }
        }
    }

    @Property(tries = 500)
    void aGangIsWholeAndFitsItsNodes(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 24) int replicas) {
        Scene scene = Scene.of(random, levels);

        Optional<Fit> fit = scene.place(replicas, -1, scene.nodeLevel());

        assertThat(fit.isPresent()).isEqualTo(scene.slots() >= replicas);
        fit.ifPresent(f -> {
            assertThat(f.nodes()).hasSize(replicas);
            scene.assertHolds(f);
        });
    }

    @Property(tries = 500)
    void aGangTakesTheFullestOfTheLowestDomainsThatHoldIt(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 12) int replicas,
            @ForAll @IntRange(min = 0, max = 3) int preferred) {
        Scene scene = Scene.of(random, levels);
        int start = Math.min(preferred, scene.nodeLevel());
        Optional<Fit> fit = scene.place(replicas, -1, start);

        for (int level = start; level >= 0; level--) {
            Optional<Domain> best = scene.bestFit(level, replicas);
            if (best.isPresent()) {
                Domain domain = best.get();
                assertThat(fit.orElseThrow().nodes())
                        .isSubsetOf(scene.tree().nodes().subList(domain.from(), domain.to()));
                return;
            }
        }
        fit.ifPresent(f -> assertThat(f.level()).isEqualTo(-1));
    }

    @Property(tries = 300)
    void aRequiredLevelHoldsTheGangInOneDomainOrNothingDoes(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 12) int replicas,
            @ForAll @IntRange(min = 0, max = 3) int wanted) {
        Scene scene = Scene.of(random, levels);
        int required = Math.min(wanted, scene.nodeLevel());

        Optional<Fit> fit = scene.place(replicas, required, scene.nodeLevel());

        assertThat(fit.isPresent()).isEqualTo(scene.bestFit(required, replicas).isPresent());
        fit.ifPresent(f -> assertThat(f.level()).isGreaterThanOrEqualTo(required));
    }

    /** At every level, inside every domain that it enters, it enters no more children than it must. */
    @Property(tries = 500)
    void aGangThatNeedsSeveralDomainsTakesTheFewest(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 24) int replicas) {
        Scene scene = Scene.of(random, levels);
        Optional<Fit> fit = scene.place(replicas, -1, scene.nodeLevel());
        if (fit.isEmpty()) {
            return;
        }
        int[] counts = scene.counts(fit.get());
        assertFewest(scene, counts, scene.tree().domains(0), 0);
        for (int level = 1; level <= scene.nodeLevel(); level++) {
            for (Domain parent : scene.tree().domains(level - 1)) {
                List<Domain> children = scene.tree().domains(level).stream()
                        .filter(d -> d.from() >= parent.from() && d.to() <= parent.to())
                        .toList();
                assertFewest(scene, counts, children, level);
            }
        }
    }

    private static void assertFewest(Scene scene, int[] counts, List<Domain> domains, int level) {
        int here = domains.stream().mapToInt(d -> held(counts, d)).sum();
        long entered = domains.stream().filter(d -> held(counts, d) > 0).count();
        int[] slots = domains.stream().mapToInt(scene::slots).toArray();
        int fewest = IntStream.range(0, 1 << slots.length)
                .filter(set -> IntStream.range(0, slots.length)
                                .filter(i -> (set >> i & 1) == 1)
                                .map(i -> slots[i])
                                .sum()
                        >= here)
                .map(Integer::bitCount)
                .min()
                .orElseThrow();
        assertThat(entered)
                .as("domains of level %d for %d replicas", level, here)
                .isEqualTo(fewest);
    }

    private static int held(int[] counts, Domain domain) {
        return Arrays.stream(counts, domain.from(), domain.to()).sum();
    }

    @Property(tries = 300)
    void ranksOfADomainAreNeighboursAndTheDomainNamedIsTheInnermost(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 24) int replicas) {
        Scene scene = Scene.of(random, levels);
        Optional<Fit> found = scene.place(replicas, -1, scene.nodeLevel());
        if (found.isEmpty()) {
            return;
        }
        Fit fit = found.get();
        assertThat(fit.nodes().stream().map(scene.tree()::indexOf).toList()).isSorted();
        int innermost = -1;
        for (int level = scene.nodeLevel(); level >= 0 && innermost < 0; level--) {
            for (Domain d : scene.tree().domains(level)) {
                if (scene.tree().nodes().subList(d.from(), d.to()).containsAll(fit.nodes())) {
                    innermost = level;
                    assertThat(fit.domain()).isEqualTo(d.name());
                }
            }
        }
        assertThat(fit.level()).isEqualTo(innermost);
    }

    /** Independent replicas go one by one to the fullest node that holds them. */
    @Property(tries = 300)
    void replicasFillTheFullestNodesFirst(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 24) int wanted) {
        Scene scene = Scene.of(random, levels);
        int[] left = scene.free().clone();
        int[] expected = new int[left.length];
        Scene now = new Scene(scene.tree(), left, scene.perReplica());
        for (int r = 0; r < wanted; r++) {
            Optional<Domain> node = now.fullestNode();
            if (node.isPresent()) {
                left[node.get().from()] -= scene.perReplica();
                expected[node.get().from()]++;
            }
        }

        Optional<Fit> fit = ReplicaFit.place(scene.tree(), scene.free(), wanted, scene.perReplica());

        assertThat(fit.map(scene::counts).orElse(new int[left.length])).containsExactly(expected);
        assertThat(fit.map(f -> f.nodes().size()).orElse(0))
                .isEqualTo(ReplicaFit.count(scene.free(), scene.perReplica(), wanted));
    }
}

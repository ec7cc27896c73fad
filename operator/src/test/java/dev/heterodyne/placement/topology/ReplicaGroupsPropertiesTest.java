package dev.heterodyne.placement.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.topology.GangFitPropertiesTest.Scene;
import dev.heterodyne.placement.topology.TopologyTree.Domain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Replicas of several pods, on trees of 1 to 4 levels and up to 12 nodes. */
class ReplicaGroupsPropertiesTest {
    private static final int ANY = 1000;

    @Property(tries = 300)
    void noNodeIsOvercommittedAndEveryReplicaIsWhole(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 5) int pods,
            @ForAll @IntRange(min = 1, max = 6) int wanted) {
        Scene scene = Scene.of(random, levels);

        Optional<Fit> fit = ReplicaGroups.place(scene.tree(), scene.free(), wanted, pods, scene.perReplica());

        int placed = fit.map(f -> f.nodes().size()).orElse(0);
        assertThat(placed % pods).isZero();
        assertThat(placed / pods).isEqualTo(ReplicaGroups.count(scene.free(), pods, scene.perReplica(), wanted));
        fit.ifPresent(scene::assertHolds);
    }

    @Property(tries = 200)
    void noOtherPlacementHoldsMoreReplicas(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 3) int levels,
            @ForAll @IntRange(min = 1, max = 4) int pods) {
        Scene all = Scene.of(random, levels);
        int[] free = all.free().clone();
        // Brute force goes through every way to seat a replica, so only a few nodes have room.
        Arrays.fill(free, Math.min(4, free.length), free.length, 0);

        int placed = ReplicaGroups.place(all.tree(), free, ANY, pods, all.perReplica())
                .map(f -> f.nodes().size() / pods)
                .orElse(0);

        int[] slots = Arrays.stream(free).map(f -> f / all.perReplica()).toArray();
        assertThat(placed).isEqualTo(most(slots, pods, new HashMap<>()));
    }

    @Property(tries = 300)
    void eachReplicaLiesInALowestDomainThatHeldItWhenItsTurnCame(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 4) int levels,
            @ForAll @IntRange(min = 1, max = 5) int pods) {
        Scene scene = Scene.of(random, levels);
        int[] left = scene.free().clone();
        Scene now = new Scene(scene.tree(), left, scene.perReplica());

        List<String> nodes = ReplicaGroups.place(scene.tree(), scene.free(), ANY, pods, scene.perReplica())
                .map(Fit::nodes)
                .orElse(List.of());

        for (int first = 0; first < nodes.size(); first += pods) {
            List<String> seat = nodes.subList(first, first + pods);
            for (int level = now.nodeLevel(); level >= 0; level--) {
                if (now.bestFit(level, pods).isPresent()) {
                    assertThat(now.tree().domains(level)).anyMatch(domain -> holds(now.tree(), domain, seat));
                    break;
                }
            }
            seat.forEach(node -> left[scene.tree().indexOf(node)] -= scene.perReplica());
        }
    }

    private static boolean holds(TopologyTree tree, Domain domain, List<String> nodes) {
        return nodes.stream().mapToInt(tree::indexOf).allMatch(index -> index >= domain.from() && index < domain.to());
    }

    /** Most replicas over all ways to seat them. */
    private static int most(int[] slots, int pods, Map<List<Integer>, Integer> known) {
        List<Integer> key = Arrays.stream(slots).boxed().toList();
        Integer before = known.get(key);
        if (before != null) {
            return before;
        }
        int best = seat(slots, 0, pods, pods, known);
        known.put(key, best);
        return best;
    }

    private static int seat(int[] slots, int node, int left, int pods, Map<List<Integer>, Integer> known) {
        if (left == 0) {
            return 1 + most(slots, pods, known);
        }
        if (node == slots.length) {
            return 0;
        }
        int best = 0;
        for (int here = 0; here <= Math.min(left, slots[node]); here++) {
            slots[node] -= here;
            best = Math.max(best, seat(slots, node + 1, left - here, pods, known));
            slots[node] += here;
        }
        return best;
    }
}

package dev.heterodyne.placement.topology;

import java.util.Arrays;

/** How many nodes of a pool have how many accelerators free; that is all that fragmentation depends on. */
public final class FreeCounts {
    private final int[] nodes;

    private FreeCounts(int[] nodes) {
        this.nodes = nodes;
    }

    /** Counts nodes that will never have more free than the freest of them has now. */
    public static FreeCounts of(int[] free) {
        return of(free, Arrays.stream(free).max().orElse(0));
    }

    /** Counts nodes that will never have more free than {@code most}. */
    public static FreeCounts of(int[] free, int most) {
        FreeCounts counts = new FreeCounts(new int[most + 1]);
        for (int accelerators : free) {
            counts.nodes[accelerators]++;
        }
        return counts;
    }

    /** An independent copy. */
    public FreeCounts copy() {
        return new FreeCounts(nodes.clone());
    }

    /** Replicas that fit, each on one node. */
    public long replicas(int acceleratorsPerReplica) {
        long places = 0;
        for (int accelerators = acceleratorsPerReplica; accelerators < nodes.length; accelerators++) {
            places += (long) (accelerators / acceleratorsPerReplica) * nodes[accelerators];
        }
        return places;
    }

    /** A node had {@code before} and has {@code after} accelerators free. */
    public void move(int before, int after) {
        nodes[before]--;
        nodes[after]++;
    }

    /**
     * Free accelerators that such a gang cannot use: those on nodes too small for one replica, and all of them where the
     * whole gang finds no place.
     */
    public long unusable(int replicas, int acceleratorsPerReplica) {
        long free = 0;
        long tooFew = 0;
        long places = 0;
        for (int accelerators = 1; accelerators < nodes.length; accelerators++) {
            long here = (long) accelerators * nodes[accelerators];
            free += here;
            tooFew += accelerators < acceleratorsPerReplica ? here : 0;
            places += (long) (accelerators / acceleratorsPerReplica) * nodes[accelerators];
        }
        return places >= replicas ? tooFew : free;
    }
}

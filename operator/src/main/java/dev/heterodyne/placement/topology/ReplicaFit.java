package dev.heterodyne.placement.topology;

import dev.heterodyne.placement.topology.TopologyTree.Domain;
import java.util.Optional;

/** Finds nodes for independent replicas, each on the fullest node that still holds it (ties: the fuller parent, then the name). */
public final class ReplicaFit {
    private ReplicaFit() {}

    /**
     * Places as many replicas as fit, up to {@code wanted}.
     *
     * @param free accelerators per node of the tree
     * @return empty where not even one fits
     */
    public static Optional<Fit> place(TopologyTree tree, int[] free, int wanted, int acceleratorsPerReplica) {
        int[] left = free.clone();
        int[] taken = new int[free.length];
        int placed = 0;
        while (placed < wanted) {
            int node = tightest(tree, left, acceleratorsPerReplica);
            if (node < 0) {
                break;
            }
            int here = Math.min(wanted - placed, left[node] / acceleratorsPerReplica);
            taken[node] += here;
            left[node] -= here * acceleratorsPerReplica;
            placed += here;
        }
        return placed == 0 ? Optional.empty() : Optional.of(FitBuilder.of(tree, taken));
    }

    /** How many replicas fit, up to {@code most}. */
    public static int count(int[] free, int acceleratorsPerReplica, int most) {
        long slots = 0;
        for (int accelerators : free) {
            slots += accelerators / acceleratorsPerReplica;
        }
        return (int) Math.min(most, slots);
    }

    private static int tightest(TopologyTree tree, int[] left, int acceleratorsPerReplica) {
        int best = -1;
        for (int i = 0; i < left.length; i++) {
            if (left[i] < acceleratorsPerReplica) {
                continue;
            }
            if (best < 0 || left[i] < left[best] || (left[i] == left[best] && parentIsFuller(tree, left, i, best))) {
                best = i;
            }
        }
        return best;
    }

    private static boolean parentIsFuller(TopologyTree tree, int[] left, int candidate, int best) {
        int level = tree.levels().size() - 1;
        if (level == 0) {
            return false;
        }
        int candidateParent = tree.domains(level).get(candidate).parent();
        int bestParent = tree.domains(level).get(best).parent();
        return candidateParent != bestParent
                && sum(left, tree.domains(level - 1).get(candidateParent))
                        < sum(left, tree.domains(level - 1).get(bestParent));
    }

    private static long sum(int[] left, Domain domain) {
        long sum = 0;
        for (int i = domain.from(); i < domain.to(); i++) {
            sum += left[i];
        }
        return sum;
    }
}

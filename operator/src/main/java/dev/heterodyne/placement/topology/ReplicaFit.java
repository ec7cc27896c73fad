package dev.heterodyne.placement.topology;

import java.util.Collection;
import java.util.Optional;

/** Finds nodes for independent replicas, each on the fullest node that still holds it (ties: the fuller parent, then the name). */
public final class ReplicaFit {
    private final TopologyTree tree;
    private final int[] left;
    private final int[][] leftByDomain;

    private ReplicaFit(TopologyTree tree, int[] free) {
        this.tree = tree;
        this.left = free.clone();
        this.leftByDomain = new int[tree.levels().size()][];
        for (int level = 0; level < leftByDomain.length; level++) {
            leftByDomain[level] = new int[tree.domains(level).size()];
        }
        for (int node = 0; node < left.length; node++) {
            add(node, left[node]);
        }
    }

    /**
     * Places as many replicas as fit, up to {@code wanted}.
     *
     * @param free accelerators per node of the tree
     * @return empty where not even one fits
     */
    public static Optional<Fit> place(TopologyTree tree, int[] free, int wanted, int acceleratorsPerReplica) {
        ReplicaFit fit = new ReplicaFit(tree, free);
        int[] taken = new int[free.length];
        int placed = 0;
        while (placed < wanted) {
            int node = fit.tightest(acceleratorsPerReplica);
            if (node < 0) {
                break;
            }
            int here = Math.min(wanted - placed, fit.left[node] / acceleratorsPerReplica);
            taken[node] += here;
            fit.left[node] -= here * acceleratorsPerReplica;
            fit.add(node, -here * acceleratorsPerReplica);
            placed += here;
        }
        return placed == 0 ? Optional.empty() : Optional.of(FitBuilder.of(tree, taken));
    }

    /** Name of the innermost domain that holds all of these nodes that the pool has, empty where only the whole pool does. */
    public static String domain(TopologyTree tree, Collection<String> nodes) {
        int[] taken = new int[tree.nodes().size()];
        int known = 0;
        for (String node : nodes) {
            int index = tree.indexOf(node);
            if (index >= 0) {
                taken[index]++;
                known++;
            }
        }
        return known == 0 ? "" : FitBuilder.of(tree, taken).domain();
    }

    /** How many replicas fit, up to {@code most}. */
    public static int count(int[] free, int acceleratorsPerReplica, int most) {
        long slots = 0;
        for (int accelerators : free) {
            slots += accelerators / acceleratorsPerReplica;
        }
        return (int) Math.min(most, slots);
    }

    private void add(int node, int accelerators) {
        int domain = node;
        for (int level = leftByDomain.length - 1; level >= 0; level--) {
            leftByDomain[level][domain] += accelerators;
            domain = tree.domains(level).get(domain).parent();
        }
    }

    private int tightest(int acceleratorsPerReplica) {
        int best = -1;
        for (int i = 0; i < left.length; i++) {
            if (left[i] >= acceleratorsPerReplica && (best < 0 || tighter(i, best))) {
                best = i;
            }
        }
        return best;
    }

    private boolean tighter(int a, int b) {
        int mine = a;
        int other = b;
        for (int level = leftByDomain.length - 1; level >= 0 && mine != other; level--) {
            int order = Integer.compare(leftByDomain[level][mine], leftByDomain[level][other]);
            if (order != 0) {
                return order < 0;
            }
            mine = tree.domains(level).get(mine).parent();
            other = tree.domains(level).get(other).parent();
        }
        return tree.nodes().get(a).compareTo(tree.nodes().get(b)) < 0;
    }
}

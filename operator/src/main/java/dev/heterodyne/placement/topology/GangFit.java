package dev.heterodyne.placement.topology;

import dev.heterodyne.placement.topology.TopologyTree.Domain;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds nodes for a gang: the lowest domain it fits in, and of those the fullest (best fit; ties: the fuller parent, then
 * the name); where no single domain holds it, the fewest domains. One object searches one pool again and again without
 * leaving garbage; it remembers the last find.
 */
public final class GangFit {
    private final TopologyTree tree;
    private final Fullness fullness;
    private final int[] taken;

    public GangFit(TopologyTree tree) {
        this.tree = tree;
        this.fullness = new Fullness(tree);
        this.taken = new int[tree.nodes().size()];
    }

    /**
     * Places a gang.
     *
     * @param free accelerators per node of the tree
     * @param required level that must hold the gang in one domain, -1 for none
     * @param start level at which the search for one domain starts, the node's for the lowest
     * @return empty where it does not fit
     */
    public static Optional<Fit> place(
            TopologyTree tree, int[] free, int replicas, int acceleratorsPerReplica, int required, int start) {
        GangFit gang = new GangFit(tree);
        return gang.find(free, new GangAsk(replicas, acceleratorsPerReplica, required, start))
                ? Optional.of(gang.fit())
                : Optional.empty();
    }

    /** Searches as {@link #place} does; whether it fits. */
    public boolean find(int[] free, GangAsk ask) {
        int replicas = ask.replicas();
        int required = ask.required();
        fullness.look(free, ask.acceleratorsPerReplica());
        if (fullness.slots() < replicas) {
            return false;
        }
        for (int level = ask.start(); level >= Math.max(0, required); level--) {
            int best = tightest(level, replicas);
            if (best >= 0) {
                Arrays.fill(taken, 0);
                fill(level, best, replicas);
                return true;
            }
        }
        if (required >= 0) {
            return false;
        }
        Arrays.fill(taken, 0);
        spread(0, 0, tree.domains(0).size(), replicas);
        return true;
    }

    /** How far the last find reaches. */
    public Extent extent() {
        return FitBuilder.extent(tree, taken);
    }

    /** The nodes of the last find. */
    public Fit fit() {
        return FitBuilder.of(tree, taken);
    }

    /** Index of the fullest domain of a level that still holds {@code replicas}, -1 where none does. */
    private int tightest(int level, int replicas) {
        if (level == tree.levels().size() - 1 && replicas > fullness.mostOnOneNode()) {
            return -1;
        }
        int best = -1;
        int domains = tree.domains(level).size();
        for (int i = 0; i < domains; i++) {
            if (fullness.slots(tree.domains(level).get(i)) >= replicas
                    && (best < 0 || fullness.tighter(level, i, best))) {
                best = i;
            }
        }
        return best;
    }

    private void fill(int level, int index, int replicas) {
        if (level == tree.levels().size() - 1) {
            taken[tree.domains(level).get(index).from()] += replicas;
            return;
        }
        spread(level + 1, tree.firstChild(level, index), tree.firstChild(level, index + 1), replicas);
    }

    /**
     * Over the domains {@code from} to {@code to} of a level: largest first, the last one by best fit, since no choice takes
     * fewer. Each round takes the domains of one size, so a level is looked at once per size that occurs in it.
     */
    private void spread(int level, int from, int to, int replicas) {
        int left = replicas;
        int larger = Integer.MAX_VALUE;
        while (left > 0) {
            int size = largestBelow(level, from, to, larger);
            for (int i = from; i < to && left > size; i++) {
                if (slots(level, i) == size) {
                    fill(level, i, size);
                    left -= size;
                }
            }
            if (left <= size && last(level, from, to, left)) {
                return;
            }
            larger = size;
        }
    }

    private int largestBelow(int level, int from, int to, int bound) {
        int size = 0;
        for (int i = from; i < to; i++) {
            int here = slots(level, i);
            size = here < bound ? Math.max(size, here) : size;
        }
        return size;
    }

    /** The rest goes to the fullest domain that holds it, of those not taken yet; false where none does. */
    private boolean last(int level, int from, int to, int left) {
        int best = -1;
        for (int i = from; i < to; i++) {
            if (slots(level, i) >= left && !isTaken(level, i) && (best < 0 || fullness.tighter(level, i, best))) {
                best = i;
            }
        }
        if (best < 0) {
            return false;
        }
        fill(level, best, left);
        return true;
    }

    private boolean isTaken(int level, int index) {
        Domain domain = tree.domains(level).get(index);
        for (int node = domain.from(); node < domain.to(); node++) {
            if (taken[node] > 0) {
                return true;
            }
        }
        return false;
    }

    private int slots(int level, int index) {
        return fullness.slots(tree.domains(level).get(index));
    }
}

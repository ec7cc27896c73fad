package dev.heterodyne.placement.topology;

import dev.heterodyne.placement.topology.TopologyTree.Domain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds nodes for a gang: the lowest domain it fits in, and of those the fullest (best fit; ties: the fuller parent, then
 * the name); where no single domain holds it, the fewest domains.
 */
public final class GangFit {
    private final TopologyTree tree;
    private final int[] slots;

    private GangFit(TopologyTree tree, int[] slots) {
        this.tree = tree;
        this.slots = slots;
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
        int[] slots = new int[free.length];
        long all = 0;
        for (int i = 0; i < free.length; i++) {
            slots[i] = free[i] / acceleratorsPerReplica;
            all += slots[i];
        }
        return all < replicas ? Optional.empty() : new GangFit(tree, slots).find(replicas, required, start);
    }

    private Optional<Fit> find(int replicas, int required, int start) {
        for (int level = start; level >= Math.max(0, required); level--) {
            int best = tightest(level, replicas);
            if (best >= 0) {
                int[] taken = new int[slots.length];
                fill(level, tree.domains(level).get(best), replicas, taken);
                return Optional.of(FitBuilder.of(tree, taken));
            }
        }
        if (required >= 0) {
            return Optional.empty();
        }
        int[] taken = new int[slots.length];
        spread(0, tree.domains(0), replicas, taken);
        return Optional.of(FitBuilder.of(tree, taken));
    }

    /** Index of the fullest domain of a level that still holds {@code replicas}, -1 where none does. */
    private int tightest(int level, int replicas) {
        List<Domain> domains = tree.domains(level);
        int best = -1;
        long bestSlots = 0;
        for (int i = 0; i < domains.size(); i++) {
            long here = slotsIn(domains.get(i));
            if (here < replicas) {
                continue;
            }
            if (best < 0 || here < bestSlots || (here == bestSlots && parentIsFuller(level, i, best))) {
                best = i;
                bestSlots = here;
            }
        }
        return best;
    }

    private boolean parentIsFuller(int level, int candidate, int best) {
        if (level == 0) {
            return false;
        }
        int candidateParent = tree.domains(level).get(candidate).parent();
        int bestParent = tree.domains(level).get(best).parent();
        if (candidateParent == bestParent) {
            return false;
        }
        long candidateSlots = slotsIn(tree.domains(level - 1).get(candidateParent));
        long bestSlots = slotsIn(tree.domains(level - 1).get(bestParent));
        return candidateSlots < bestSlots
                || (candidateSlots == bestSlots && parentIsFuller(level - 1, candidateParent, bestParent));
    }

    private void fill(int level, Domain domain, int replicas, int[] taken) {
        if (level == tree.levels().size() - 1) {
            taken[domain.from()] += replicas;
            return;
        }
        List<Domain> children = tree.domains(level + 1).stream()
                .filter(d -> d.from() >= domain.from() && d.to() <= domain.to())
                .toList();
        spread(level + 1, children, replicas, taken);
    }

    /** Largest domains first, the last one by best fit: no choice takes fewer domains. */
    private void spread(int level, List<Domain> domains, int replicas, int[] taken) {
        List<Domain> open = new ArrayList<>(domains);
        open.sort(Comparator.comparingLong(this::slotsIn).reversed().thenComparing(Domain::from));
        int left = replicas;
        while (left > 0) {
            Domain next = open.get(0);
            for (Domain candidate : open) {
                if (slotsIn(candidate) >= left && slotsIn(candidate) < slotsIn(next)) {
                    next = candidate;
                }
            }
            open.remove(next);
            int here = (int) Math.min(left, slotsIn(next));
            fill(level, next, here, taken);
            left -= here;
        }
    }

    private long slotsIn(Domain domain) {
        long sum = 0;
        for (int node = domain.from(); node < domain.to(); node++) {
            sum += slots[node];
        }
        return sum;
    }
}

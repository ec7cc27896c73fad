package dev.heterodyne.placement.topology;

import dev.heterodyne.placement.topology.TopologyTree.Domain;

/**
 * Free accelerators and places for replicas of every domain of a pool, at one moment. Sums over domains are differences of
 * running sums, so none is added up twice.
 */
final class Fullness {
    private final TopologyTree tree;
    private final int[] freeBefore;
    private final int[] slotsBefore;
    private int mostOnOneNode;

    Fullness(TopologyTree tree) {
        this.tree = tree;
        this.freeBefore = new int[tree.nodes().size() + 1];
        this.slotsBefore = new int[tree.nodes().size() + 1];
    }

    /** Looks at the nodes anew; a replica must fit one node. */
    void look(int[] free, int acceleratorsPerReplica) {
        mostOnOneNode = 0;
        for (int i = 0; i < free.length; i++) {
            int slots = free[i] / acceleratorsPerReplica;
            freeBefore[i + 1] = freeBefore[i] + free[i];
            slotsBefore[i + 1] = slotsBefore[i] + slots;
            mostOnOneNode = Math.max(mostOnOneNode, slots);
        }
    }

    /** Most replicas that any one node holds. */
    int mostOnOneNode() {
        return mostOnOneNode;
    }

    int slots() {
        return slotsBefore[slotsBefore.length - 1];
    }

    int slots(Domain domain) {
        return slotsBefore[domain.to()] - slotsBefore[domain.from()];
    }

    int free(Domain domain) {
        return freeBefore[domain.to()] - freeBefore[domain.from()];
    }

    /** Whether best fit prefers domain {@code a} of a level to {@code b}: the fuller, then the fuller parent, then the name. */
    boolean tighter(int level, int a, int b) {
        int order = compare(level, a, b);
        return order < 0
                || (order == 0
                        && tree.domains(level)
                                        .get(a)
                                        .name()
                                        .compareTo(tree.domains(level).get(b).name())
                                < 0);
    }

    private int compare(int level, int a, int b) {
        if (level < 0 || a == b) {
            return 0;
        }
        Domain left = tree.domains(level).get(a);
        Domain right = tree.domains(level).get(b);
        int order = Integer.compare(free(left), free(right));
        if (order == 0) {
            order = Integer.compare(slots(left), slots(right));
        }
        return order != 0 ? order : compare(level - 1, left.parent(), right.parent());
    }
}

package dev.heterodyne.placement.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds nodes for independent replicas of several pods each: one replica after the other, each as a gang in the lowest domain
 * that still holds it. A gang may reach over any nodes of a pool, so as many replicas fit as their pods do.
 */
public final class ReplicaGroups {
    private ReplicaGroups() {}

    /**
     * Places as many whole replicas as fit, up to {@code wanted}.
     *
     * @param free accelerators per node of the tree
     * @return nodes one per pod, replica by replica; empty where not even one replica fits
     */
    public static Optional<Fit> place(
            TopologyTree tree, int[] free, int wanted, int podsPerReplica, int acceleratorsPerPod) {
        if (podsPerReplica == 1) {
            return ReplicaFit.place(tree, free, wanted, acceleratorsPerPod);
        }
        GangAsk ask = new GangAsk(
                podsPerReplica, acceleratorsPerPod, -1, tree.levels().size() - 1);
        GangFit gang = new GangFit(tree);
        int[] left = free.clone();
        int[] taken = new int[free.length];
        List<String> nodes = new ArrayList<>();
        for (int replica = 0; replica < wanted && gang.find(left, ask); replica++) {
            List<String> seat = gang.fit().nodes();
            for (String node : seat) {
                int index = tree.indexOf(node);
                left[index] -= acceleratorsPerPod;
                taken[index]++;
            }
            nodes.addAll(seat);
        }
        if (nodes.isEmpty()) {
            return Optional.empty();
        }
        Fit all = FitBuilder.of(tree, taken);
        return Optional.of(new Fit(nodes, all.domain(), all.level(), all.domainIndex()));
    }

    /** How many whole replicas fit, up to {@code most}. */
    public static int count(int[] free, int podsPerReplica, int acceleratorsPerPod, int most) {
        long pods = ReplicaFit.count(free, acceleratorsPerPod, Integer.MAX_VALUE);
        return (int) Math.min(most, pods / podsPerReplica);
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.GangFit;
import dev.heterodyne.placement.topology.ReplicaFit;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.Optional;

/** Asks the topology for nodes in the terms of a job. */
final class Placer {
    private Placer() {}

    /** Nodes for a gang, empty where it does not fit or a required level does not exist. */
    static Optional<Fit> gang(TrainingRequest request, Variant variant, TopologyTree tree, int[] accelerators) {
        int node = tree.levels().size() - 1;
        int required = request.topology().required().map(tree::levelIndex).orElse(-1);
        if (required < 0 && request.topology().required().isPresent()) {
            return Optional.empty();
        }
        int preferred = request.topology().preferred().map(tree::levelIndex).orElse(-1);
        int start = preferred < 0 ? node : Math.max(preferred, required);
        return GangFit.place(tree, accelerators, variant.replicas(), variant.acceleratorsPerReplica(), required, start);
    }

    /** How many replicas fit, up to {@code most}. */
    static int replicas(int[] accelerators, Variant variant, int most) {
        return ReplicaFit.count(accelerators, variant.acceleratorsPerReplica(), most);
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.ReplicaFit;
import dev.heterodyne.placement.topology.TopologyTree;

/** Asks the topology for nodes in the terms of a job. */
final class Placer {
    private Placer() {}

    /** Whether a gang fits those accelerators of a pool; if so the view's search remembers where. */
    static boolean gang(TrainingRequest request, Variant variant, PoolView view, int[] accelerators) {
        TopologyAsk ask = request.topology();
        TopologyTree tree = view.pool().topology();
        int required = ask.required().map(tree::levelIndex).orElse(-1);
        if (required < 0 && ask.required().isPresent()) {
            return false;
        }
        int preferred = ask.preferred().map(tree::levelIndex).orElse(-1);
        int start = preferred < 0 ? tree.levels().size() - 1 : Math.max(preferred, required);
        return view.search().find(accelerators, variant.replicas(), variant.acceleratorsPerReplica(), required, start);
    }

    /** How many replicas fit, up to {@code most}. */
    static int replicas(int[] accelerators, Variant variant, int most) {
        return ReplicaFit.count(accelerators, variant.acceleratorsPerReplica(), most);
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.GangAsk;
import dev.heterodyne.placement.topology.ReplicaGroups;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.Optional;

/** Asks the topology for nodes in the terms of a job. */
final class Placer {
    private Placer() {}

    /** What a gang asks of a pool; empty where the pool lacks the level that it requires. */
    static Optional<GangAsk> ask(TrainingRequest request, Variant variant, PoolView view) {
        TopologyAsk topology = request.topology();
        TopologyTree tree = view.pool().topology();
        int required = indexOf(topology.required(), tree);
        if (required < 0 && topology.required().isPresent()) {
            return Optional.empty();
        }
        int preferred = indexOf(topology.preferred(), tree);
        int start = preferred < 0 ? tree.levels().size() - 1 : Math.max(preferred, required);
        return Optional.of(new GangAsk(variant.replicas(), variant.acceleratorsPerReplica(), required, start));
    }

    private static int indexOf(Optional<String> level, TopologyTree tree) {
        return level.isPresent() ? tree.levelIndex(level.get()) : -1;
    }

    /** How many replicas fit, up to {@code most}. */
    static int replicas(int[] accelerators, Variant variant, int most) {
        return ReplicaGroups.count(accelerators, variant.podsPerReplica(), variant.acceleratorsPerPod(), most);
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.TopologyAsk;
import dev.heterodyne.placement.model.TrainingRequest;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.ReplicaFit;
import dev.heterodyne.placement.topology.TopologyTree;

/** Asks the topology for nodes in the terms of a job. */
final class Placer {
    private Placer() {}

    /**
     * Whether a gang fits those accelerators of a pool; if so the view's search remembers where. Nodes that failed the job
     * are left out, unless the gang could not fit even the empty pool without them.
     */
    static boolean gang(TrainingRequest request, Variant variant, PoolView view, int[] accelerators) {
        return search(
                request,
                variant,
                view,
                avoided(request, variant, view) > 0 ? without(request, view, accelerators) : accelerators);
    }

    /** How many nodes of the pool are left out; the view's search forgets what it found. */
    static int avoided(TrainingRequest request, Variant variant, PoolView view) {
        int failed = (int) request.restrictions().nodes().stream()
                .filter(node -> view.pool().topology().indexOf(node) >= 0)
                .count();
        return failed > 0 && search(request, variant, view, without(request, view, view.placeable())) ? failed : 0;
    }

    private static int[] without(TrainingRequest request, PoolView view, int[] accelerators) {
        int[] left = accelerators.clone();
        request.restrictions().nodes().stream()
                .mapToInt(view.pool().topology()::indexOf)
                .filter(node -> node >= 0)
                .forEach(node -> left[node] = 0);
        return left;
    }

    private static boolean search(TrainingRequest request, Variant variant, PoolView view, int[] accelerators) {
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

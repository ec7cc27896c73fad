package dev.heterodyne.workload;

import dev.heterodyne.api.RankTable;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;

/**
 * What pods need to know of the pool they run in.
 *
 * @param pool name of the pool
 * @param resourceName extended resource to request
 * @param tolerations to append to a pod's own
 * @param sites by node name
 * @param rankTable how a gang learns of its devices
 */
public record PoolBinding(
        String pool,
        String resourceName,
        List<Toleration> tolerations,
        Map<String, NodeSite> sites,
        RankTable rankTable) {
    public PoolBinding {
        tolerations = List.copyOf(tolerations);
        sites = Map.copyOf(sites);
    }

    /** Host name of a node: by default the node's name, which is what kubelets use. */
    public String hostname(String node) {
        return site(node).hostname();
    }

    NodeSite site(String node) {
        return sites.getOrDefault(node, new NodeSite(node, List.of()));
    }
}

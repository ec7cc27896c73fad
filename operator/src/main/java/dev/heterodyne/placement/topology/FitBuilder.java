package dev.heterodyne.placement.topology;

import dev.heterodyne.placement.topology.TopologyTree.Domain;
import java.util.ArrayList;
import java.util.List;

/** Turns replicas per node into a {@link Fit}: nodes in tree order, and the innermost domain that holds them. */
final class FitBuilder {
    private FitBuilder() {}

    static Fit of(TopologyTree tree, int[] replicasPerNode) {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < replicasPerNode.length; i++) {
            for (int replica = 0; replica < replicasPerNode[i]; replica++) {
                nodes.add(tree.nodes().get(i));
            }
        }
        Extent extent = extent(tree, replicasPerNode);
        String domain = extent.level() < 0
                ? ""
                : tree.domains(extent.level()).get(extent.domainIndex()).name();
        return new Fit(nodes, domain, extent.level(), extent.domainIndex());
    }

    static Extent extent(TopologyTree tree, int[] replicasPerNode) {
        int first = -1;
        int last = -1;
        int distinct = 0;
        for (int i = 0; i < replicasPerNode.length; i++) {
            if (replicasPerNode[i] > 0) {
                first = first < 0 ? i : first;
                last = i;
                distinct++;
            }
        }
        int domain = first;
        for (int level = tree.levels().size() - 1; level >= 0; level--) {
            Domain holder = tree.domains(level).get(domain);
            if (last < holder.to()) {
                return new Extent(distinct, level, domain);
            }
            domain = holder.parent();
        }
        return new Extent(distinct, -1, -1);
    }
}

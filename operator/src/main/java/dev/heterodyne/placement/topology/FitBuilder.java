package dev.heterodyne.placement.topology;

import dev.heterodyne.placement.topology.TopologyTree.Domain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Turns replicas per node into a {@link Fit}: nodes in tree order, and the innermost domain that holds them. */
final class FitBuilder {
    private FitBuilder() {}

    static Fit of(TopologyTree tree, int[] replicasPerNode) {
        List<String> nodes = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < replicasPerNode.length; i++) {
            if (replicasPerNode[i] > 0) {
                nodes.addAll(
                        Collections.nCopies(replicasPerNode[i], tree.nodes().get(i)));
                first = first < 0 ? i : first;
                last = i;
            }
        }
        for (int level = tree.levels().size() - 1; level >= 0; level--) {
            List<Domain> domains = tree.domains(level);
            for (int d = 0; d < domains.size(); d++) {
                if (domains.get(d).from() <= first && last < domains.get(d).to()) {
                    return new Fit(nodes, domains.get(d).name(), level, d);
                }
            }
        }
        return new Fit(nodes, "", -1, -1);
    }
}

package dev.heterodyne.placement.score;

import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.topology.Extent;
import dev.heterodyne.placement.topology.TopologyTree;

/**
 * What lies between the accelerators of a placement.
 *
 * @param nodes distinct nodes
 * @param scaleUpAcross whether the scale-up links reach across those nodes
 * @param taper how many times less network there is between the nodes than at a node's port, at least 1
 */
public record Span(int nodes, boolean scaleUpAcross, double taper) {
    /** Everything in one node. */
    public static final Span ONE_NODE = new Span(1, false, 1);

    /**
     * The span of a placement: below the innermost domain that holds it, every level that it crosses takes its share of the
     * bandwidth; scale-up links reach as far as the whole domain fits the chip's scale-up domain.
     *
     * @param placeable accelerators per node of the tree
     */
    public static Span of(TopologyTree tree, Extent extent, Links links, int[] placeable) {
        if (extent.nodes() <= 1) {
            return ONE_NODE;
        }
        double taper = 1;
        for (int level = extent.level() + 1; level < tree.levels().size(); level++) {
            taper *= tree.levels().get(level).oversubscription();
        }
        return new Span(extent.nodes(), scaleUpReaches(tree, extent, links, placeable), taper);
    }

    private static boolean scaleUpReaches(TopologyTree tree, Extent extent, Links links, int[] placeable) {
        if (extent.level() < 0 || links.scaleUpBytesPerSecond() <= 0) {
            return false;
        }
        TopologyTree.Domain domain = tree.domains(extent.level()).get(extent.domainIndex());
        long accelerators = 0;
        for (int node = domain.from(); node < domain.to(); node++) {
            accelerators += placeable[node];
        }
        return accelerators <= links.scaleUpDomain();
    }

    /** Bytes per second one way per accelerator between nodes. */
    public double acrossNodes(Links links) {
        return scaleUpAcross ? links.scaleUpBytesPerSecond() : links.scaleOutBytesPerSecond() / taper;
    }

    /** Bytes per second one way per accelerator inside a node, for a group of that many accelerators. */
    public static double insideNode(Links links, double group) {
        boolean scaleUp = links.scaleUpBytesPerSecond() > 0 && group <= links.scaleUpDomain();
        return scaleUp ? links.scaleUpBytesPerSecond() : links.scaleOutBytesPerSecond();
    }
}

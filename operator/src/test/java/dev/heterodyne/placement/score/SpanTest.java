package dev.heterodyne.placement.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.model.Links;
import dev.heterodyne.placement.topology.Extent;
import dev.heterodyne.placement.topology.TopologyLevel;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static final TopologyTree TWO_NODES = TopologyTree.of(
            List.of(new TopologyLevel("block", 1), new TopologyLevel("node", 1)),
            List.of(new TopologyTree.Leaf("n1", List.of("b", "n1")), new TopologyTree.Leaf("n2", List.of("b", "n2"))));
    private static final Extent BOTH = new Extent(2, 0, 0);
    private static final int[] FOUR_EACH = {4, 4};

    @Test
    void scaleUpLinksReachAcrossNodesOfOneScaleUpDomain() {
        Links links = new Links(400e9, 8, 25e9);
        assertThat(Span.of(TWO_NODES, BOTH, links, FOUR_EACH).acrossNodes(links))
                .isEqualTo(400e9);
    }

    @Test
    void aChipWithoutScaleUpLinksUsesTheNetworkHoweverSmallTheDomain() {
        Links links = new Links(0, 8, 25e9);
        assertThat(Span.of(TWO_NODES, BOTH, links, FOUR_EACH).acrossNodes(links))
                .isEqualTo(25e9);
    }
}

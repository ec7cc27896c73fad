package dev.heterodyne.placement.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.placement.topology.TopologyTree.Leaf;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTreeTest {
    private static final List<TopologyLevel> BLOCKS =
            List.of(new TopologyLevel("block", 2), new TopologyLevel("node", 1));

    private static Leaf leaf(String block, String node) {
        return new Leaf(node, List.of(block, node));
    }

    private static int[] free(int... accelerators) {
        return accelerators;
    }

    @Test
    void nodesAreSortedByTheirDomains() {
        TopologyTree tree = TopologyTree.of(BLOCKS, List.of(leaf("b2", "a"), leaf("b1", "z"), leaf("b1", "c")));

        assertThat(tree.nodes()).containsExactly("c", "z", "a");
        assertThat(tree.domains(0)).extracting(TopologyTree.Domain::name).containsExactly("b1", "b2");
        assertThat(tree.levelIndex("node")).isEqualTo(1);
        assertThat(tree.levelIndex("rack")).isEqualTo(-1);
        assertThat(tree.indexOf("gone")).isEqualTo(-1);
    }

    @Test
    void equalNamesUnderDifferentParentsAreDifferentDomains() {
        List<TopologyLevel> levels =
                List.of(new TopologyLevel("zone", 1), new TopologyLevel("rack", 1), new TopologyLevel("node", 1));
        TopologyTree tree = TopologyTree.of(
                levels, List.of(new Leaf("n1", List.of("z1", "r1", "n1")), new Leaf("n2", List.of("z2", "r1", "n2"))));

        assertThat(tree.domains(1)).hasSize(2);
    }

    @Test
    void ofEqualBlocksInEqualParentsTheFirstNameIsTaken() {
        TopologyTree tree = TopologyTree.of(
                BLOCKS, List.of(leaf("b2", "n3"), leaf("b2", "n4"), leaf("b1", "n1"), leaf("b1", "n2")));

        Fit fit = GangFit.place(tree, free(8, 8, 8, 8), 2, 8, -1, 1).orElseThrow();

        assertThat(fit.nodes()).containsExactly("n1", "n2");
        assertThat(fit.domain()).isEqualTo("b1");
    }

    @Test
    void ofEqualNodesTheOneInTheFullerBlockIsTaken() {
        TopologyTree tree = TopologyTree.of(
                BLOCKS, List.of(leaf("b1", "n1"), leaf("b1", "n2"), leaf("b2", "n3"), leaf("b2", "n4")));

        Fit fit = GangFit.place(tree, free(8, 8, 8, 2), 1, 8, -1, 1).orElseThrow();

        assertThat(fit.nodes()).containsExactly("n3");
    }

    @Test
    void ofEqualNodesInEquallyFullBlocksTheNodesNameDecides() {
        TopologyTree tree = TopologyTree.of(BLOCKS, List.of(leaf("b1", "n9"), leaf("b2", "n1")));

        Fit fit = GangFit.place(tree, free(8, 8), 1, 8, -1, 1).orElseThrow();

        assertThat(fit.nodes()).containsExactly("n1");
    }

    /** A preferred level opens the search there: two halves of one block before one full node. */
    @Test
    void aPreferredBlockTakesTheFullestBlockEvenWhereANodeWouldDo() {
        TopologyTree tree = TopologyTree.of(
                BLOCKS, List.of(leaf("b1", "n1"), leaf("b1", "n2"), leaf("b2", "n3"), leaf("b2", "n4")));

        Fit lowest = GangFit.place(tree, free(8, 8, 4, 4), 2, 4, -1, 1).orElseThrow();
        Fit preferred = GangFit.place(tree, free(8, 8, 4, 4), 2, 4, -1, 0).orElseThrow();

        assertThat(lowest.nodes()).containsExactly("n1", "n1");
        assertThat(preferred.nodes()).containsExactly("n3", "n4");
    }

    @Test
    void aPoolWithoutLevelsOrWithUnlabelledNodesStillPlaces() {
        TopologyTree bare = TopologyTree.of(List.of(), List.of(new Leaf("n1", List.of())));
        TopologyTree unlabelled = TopologyTree.of(BLOCKS, List.of(new Leaf("n1", List.of()), leaf("b1", "n2")));

        assertThat(GangFit.place(bare, free(8), 1, 8, -1, 0)).map(Fit::nodes).contains(List.of("n1"));
        assertThat(GangFit.place(unlabelled, free(8, 8), 2, 8, -1, 1)
                        .orElseThrow()
                        .level())
                .isEqualTo(-1);
    }

    @Test
    void anEmptyPoolHoldsNothing() {
        assertThat(GangFit.place(TopologyTree.of(BLOCKS, List.of()), free(), 1, 1, -1, 1))
                .isEmpty();
    }
}

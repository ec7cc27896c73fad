package dev.heterodyne.placement.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes of a pool under their topology domains. Nodes are sorted by the path of domain names that leads to them, so
 * every domain is a contiguous range of nodes and ranks in node order are contiguous by domain at every level.
 */
public final class TopologyTree {
    private static final TopologyLevel NODE_ALONE = new TopologyLevel("node", 1);

    private final List<TopologyLevel> levels;
    private final List<String> nodes;
    private final List<List<Domain>> domains;
    private final Map<String, Integer> indexByNode;
    private final List<int[]> firstChild;

    /**
     * A node and the domains that it lies in.
     *
     * @param path domain names, one per level, outermost first; the last is the node's own
     */
    public record Leaf(String node, List<String> path) {
        private static final Comparator<Leaf> BY_PATH =
                ((Comparator<Leaf>) Leaf::comparePaths).thenComparing(Leaf::node);

        public Leaf {
            path = List.copyOf(path);
        }

        private static int comparePaths(Leaf a, Leaf b) {
            for (int i = 0; i < Math.min(a.path.size(), b.path.size()); i++) {
                int order = a.path.get(i).compareTo(b.path.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(a.path.size(), b.path.size());
        }

        private Leaf padded(int levels) {
            if (path.size() >= levels) {
                return this;
            }
            List<String> padded = new ArrayList<>(path);
            padded.addAll(Collections.nCopies(levels - path.size(), ""));
            return new Leaf(node, padded);
        }

        private boolean sharesDomain(Leaf other, int level) {
            return path.subList(0, level + 1).equals(other.path.subList(0, level + 1));
        }
    }

    /**
     * A domain: the nodes {@code from} (inclusive) to {@code to} (exclusive).
     *
     * @param parent index of the parent in the level above, -1 for the pool itself
     */
    public record Domain(String name, int from, int to, int parent) {}

    private TopologyTree(List<TopologyLevel> levels, List<String> nodes, List<List<Domain>> domains) {
        this.levels = List.copyOf(levels);
        this.nodes = List.copyOf(nodes);
        this.domains = List.copyOf(domains);
        this.firstChild = firstChildren(domains);
        this.indexByNode = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            indexByNode.put(nodes.get(i), i);
        }
    }

    /**
     * Builds the tree.
     *
     * @param levels outermost first, the last one is the node; none means the node alone
     * @param leaves the nodes, in any order; a path that is too short lies in domains without a name
     */
    public static TopologyTree of(List<TopologyLevel> levels, Collection<Leaf> leaves) {
        if (levels.isEmpty()) {
            return of(List.of(NODE_ALONE), leaves);
        }
        List<Leaf> sorted = leaves.stream()
                .map(leaf -> leaf.padded(levels.size()))
                .sorted(Leaf.BY_PATH)
                .toList();
        List<List<Domain>> domains = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            List<Domain> parents = level == 0 ? List.of() : domains.get(level - 1);
            domains.add(domainsOf(level, level == levels.size() - 1, sorted, parents));
        }
        return new TopologyTree(levels, sorted.stream().map(Leaf::node).toList(), domains);
    }

    private static List<Domain> domainsOf(int level, boolean nodeLevel, List<Leaf> leaves, List<Domain> parents) {
        List<Domain> result = new ArrayList<>();
        int parent = parents.isEmpty() ? -1 : 0;
        int from = 0;
        for (int to = 1; to <= leaves.size(); to++) {
            Leaf first = leaves.get(from);
            if (!nodeLevel && to < leaves.size() && first.sharesDomain(leaves.get(to), level)) {
                continue;
            }
            while (parent >= 0 && parents.get(parent).to() <= from) {
                parent++;
            }
            result.add(new Domain(nodeLevel ? first.node() : first.path().get(level), from, to, parent));
            from = to;
        }
        return List.copyOf(result);
    }

    private static List<int[]> firstChildren(List<List<Domain>> domains) {
        List<int[]> result = new ArrayList<>();
        for (int level = 0; level + 1 < domains.size(); level++) {
            int[] first = new int[domains.get(level).size() + 1];
            domains.get(level + 1).forEach(child -> first[child.parent() + 1]++);
            for (int i = 1; i < first.length; i++) {
                first[i] += first[i - 1];
            }
            result.add(first);
        }
        return List.copyOf(result);
    }

    /** Index in the level below of the first child of a domain; that of the next domain ends its children. */
    int firstChild(int level, int index) {
        return firstChild.get(level)[index];
    }

    /** Levels, outermost first; the last one is the node. */
    public List<TopologyLevel> levels() {
        return levels;
    }

    /** Node names in path order. */
    public List<String> nodes() {
        return nodes;
    }

    /** Domains of a level in path order. */
    public List<Domain> domains(int level) {
        return domains.get(level);
    }

    /** Index of a node in {@link #nodes()}, -1 where it is not in the pool. */
    public int indexOf(String node) {
        return indexByNode.getOrDefault(node, -1);
    }

    /** Index of the level of that name, -1 where the pool has none. */
    public int levelIndex(String name) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}

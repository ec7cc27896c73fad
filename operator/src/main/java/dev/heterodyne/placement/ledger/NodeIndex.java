package dev.heterodyne.placement.ledger;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the nodes of all pools. Copies share what was known when they parted and never write it, so that a copy costs
 * nothing; nodes that join later are each one's own.
 */
final class NodeIndex {
    private Map<NodeKey, Integer> settled;
    private Map<NodeKey, Integer> joined = new HashMap<>();

    private record NodeKey(String pool, String node) {}

    NodeIndex() {
        this(Map.of());
    }

    private NodeIndex(Map<NodeKey, Integer> settled) {
        this.settled = settled;
    }

    /** An independent copy. */
    NodeIndex copy() {
        if (!joined.isEmpty()) {
            Map<NodeKey, Integer> all = new HashMap<>(settled);
            all.putAll(joined);
            settled = all;
            joined = new HashMap<>();
        }
        return new NodeIndex(settled);
    }

    /** The number of a node, -1 where it has none yet. */
    int find(String pool, String node) {
        NodeKey key = new NodeKey(pool, node);
        Integer known = settled.get(key);
        return known != null ? known : joined.getOrDefault(key, -1);
    }

    /** The number of a node, the next one where it has none yet. */
    int findOrAdd(String pool, String node) {
        int known = find(pool, node);
        if (known >= 0) {
            return known;
        }
        int next = settled.size() + joined.size();
        joined.put(new NodeKey(pool, node), next);
        return next;
    }
}

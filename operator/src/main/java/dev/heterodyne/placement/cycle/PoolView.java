package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.check.PoolCheck;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.ledger.NodeAccount;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Extent;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.FreeCounts;
import dev.heterodyne.placement.topology.GangAsk;
import java.util.List;
import java.util.Optional;

/** A pool during one cycle: what its nodes have, and what is still free as the cycle gives it away. */
final class PoolView {
    /** More accelerators than any node has; beyond it the sums over a pool could overflow. */
    private static final int MOST_PER_NODE = 1 << 14;

    private final Pool pool;
    private final Optional<String> fault;
    private final int[] placeable;
    private final int[] free;
    /** What is left of each node; below zero where what is kept is in use. */
    private final int[] left;

    private final FreeCounts freeCounts;
    private final GangRooms whenEmpty;
    private final GangRooms now;
    private final int placeableTotal;
    private final int largestNode;
    private final double lendable;
    private int freeTotal;

    PoolView(Pool pool, Ledger ledger) {
        this.pool = pool;
        this.fault = PoolCheck.fault(pool);
        List<String> nodes = pool.topology().nodes();
        placeable = new int[nodes.size()];
        free = new int[nodes.size()];
        left = new int[nodes.size()];
        int total = 0;
        int largest = 0;
        double open = 0;
        for (int i = 0; i < placeable.length; i++) {
            NodeAccount node = ledger.account(pool.name(), nodes.get(i));
            placeable[i] = Math.max(0, Math.min(MOST_PER_NODE, node.placeable()));
            free[i] = Math.min(placeable[i], node.free());
            left[i] = free[i];
            total += placeable[i];
            freeTotal += free[i];
            largest = Math.max(largest, placeable[i]);
            open += Math.max(0, placeable[i] - node.foreign());
        }
        placeableTotal = total;
        largestNode = largest;
        lendable = open;
        freeCounts = FreeCounts.of(free, largest);
        whenEmpty = new GangRooms(pool.topology(), placeable);
        now = new GangRooms(pool.topology(), free);
    }

    Pool pool() {
        return pool;
    }

    /** What is wrong with the figures of the pool or its class. */
    Optional<String> fault() {
        return fault;
    }

    /** How far a gang would reach in the empty pool; empty where it would not fit. */
    Optional<Extent> ideal(GangAsk ask) {
        return whenEmpty.extent(ask);
    }

    /** How far gangs would reach now. */
    GangRooms rooms() {
        return now;
    }

    int[] placeable() {
        return placeable;
    }

    int[] free() {
        return free;
    }

    int placeableTotal() {
        return placeableTotal;
    }

    int largestNode() {
        return largestNode;
    }

    int freeTotal() {
        return freeTotal;
    }

    /** Accelerators that are not held by pods of others: what prices ration. */
    double lendable() {
        return lendable;
    }

    FreeCounts freeCounts() {
        return freeCounts;
    }

    /** What would be left if a variant's replicas took these nodes. */
    FreeCounts freeCountsAfter(Variant variant, Fit fit) {
        FreeCounts after = freeCounts.copy();
        int node = -1;
        int left = 0;
        // Replicas of one node are neighbours.
        for (String name : fit.nodes()) {
            int index = pool.topology().indexOf(name);
            left = index == node ? left : free[index];
            node = index;
            after.move(left, left - variant.acceleratorsPerReplica());
            left -= variant.acceleratorsPerReplica();
        }
        return after;
    }

    /** Takes what a fit found for a variant. */
    Share take(Variant variant, Fit fit) {
        Chip chip = pool.chip().orElseThrow();
        Share share = new Share(
                pool.name(),
                chip.name(),
                chip.stack(),
                fit.nodes().size(),
                variant.acceleratorsPerReplica(),
                fit.domain(),
                fit.nodes());
        take(share);
        return share;
    }

    void take(Share share) {
        share.nodes().forEach(node -> keep(node, share.acceleratorsPerPod()));
    }

    /** Undoes a {@link #take}. */
    void giveBack(Share share) {
        share.nodes().forEach(node -> keep(node, -share.acceleratorsPerPod()));
    }

    /** Keeps so many accelerators of a node from those that come next, or no longer where it is below zero. */
    void keep(String node, int accelerators) {
        int index = pool.topology().indexOf(node);
        if (index < 0) {
            return;
        }
        left[index] -= accelerators;
        int open = Math.min(placeable[index], Math.max(0, left[index]));
        if (open != free[index]) {
            freeCounts.move(free[index], open);
            freeTotal += open - free[index];
            free[index] = open;
            now.changed();
        }
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.GangFit;
import java.util.List;

/** A pool during one cycle: what its nodes have, and what is still free as the cycle gives it away. */
final class PoolView {
    private final Pool pool;
    private final GangFit search;
    private final int[] placeable;
    private final int[] free;
    private final int placeableTotal;
    private final int largestNode;
    private final double lendable;
    private int freeTotal;

    PoolView(Pool pool, Ledger ledger) {
        this.pool = pool;
        this.search = new GangFit(pool.topology());
        List<String> nodes = pool.topology().nodes();
        placeable = new int[nodes.size()];
        free = new int[nodes.size()];
        int total = 0;
        int largest = 0;
        double open = 0;
        for (int i = 0; i < placeable.length; i++) {
            placeable[i] = ledger.placeable(pool.name(), nodes.get(i));
            free[i] = ledger.free(pool.name(), nodes.get(i));
            total += placeable[i];
            freeTotal += free[i];
            largest = Math.max(largest, placeable[i]);
            open += Math.max(0, placeable[i] - ledger.foreign(pool.name(), nodes.get(i)));
        }
        placeableTotal = total;
        largestNode = largest;
        lendable = open;
    }

    Pool pool() {
        return pool;
    }

    /** Finds nodes for gangs here. */
    GangFit search() {
        return search;
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

    void take(Fit fit, int acceleratorsPerReplica) {
        for (String node : fit.nodes()) {
            free[pool.topology().indexOf(node)] -= acceleratorsPerReplica;
            freeTotal -= acceleratorsPerReplica;
        }
    }
}

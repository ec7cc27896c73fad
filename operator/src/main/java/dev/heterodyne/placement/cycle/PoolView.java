package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.check.PoolCheck;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.GangFit;
import java.util.List;
import java.util.Optional;

/** A pool during one cycle: what its nodes have, and what is still free as the cycle gives it away. */
final class PoolView {
    private final Pool pool;
    /** More accelerators than any node has; beyond it the sums over a pool could overflow. */
    private static final int MOST_PER_NODE = 1 << 14;

    private final Optional<String> fault;
    private final GangFit search;
    private final int[] placeable;
    private final int[] free;
    private final int placeableTotal;
    private final int largestNode;
    private final double lendable;
    private int freeTotal;

    PoolView(Pool pool, Ledger ledger) {
        this.pool = pool;
        this.fault = PoolCheck.fault(pool);
        this.search = new GangFit(pool.topology());
        List<String> nodes = pool.topology().nodes();
        placeable = new int[nodes.size()];
        free = new int[nodes.size()];
        int total = 0;
        int largest = 0;
        double open = 0;
        for (int i = 0; i < placeable.length; i++) {
            placeable[i] = Math.max(0, Math.min(MOST_PER_NODE, ledger.placeable(pool.name(), nodes.get(i))));
            free[i] = Math.min(MOST_PER_NODE, ledger.free(pool.name(), nodes.get(i)));
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

    /** What is wrong with the figures of the pool or its class. */
    Optional<String> fault() {
        return fault;
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
        for (String node : share.nodes()) {
            free[pool.topology().indexOf(node)] -= share.acceleratorsPerReplica();
            freeTotal -= share.acceleratorsPerReplica();
        }
    }

    /** Undoes a {@link #take}. */
    void giveBack(Share share) {
        for (String node : share.nodes()) {
            free[pool.topology().indexOf(node)] += share.acceleratorsPerReplica();
            freeTotal += share.acceleratorsPerReplica();
        }
    }
}

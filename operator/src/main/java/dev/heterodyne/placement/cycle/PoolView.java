package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.check.PoolCheck;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.ledger.NodeAccount;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Extent;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.FreeCounts;
import dev.heterodyne.placement.topology.GangAsk;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A pool during one cycle: what its nodes have, and what is still free as the cycle gives it away. */
final class PoolView {
    private final Pool pool;
    private final Ledger ledger;
    private final Optional<String> fault;
    private final NodeRoom[] rooms;
    private final int[] placeable;
    private final int[] free;
    private final FreeCounts freeCounts;
    private final BitSet vacating = new BitSet();
    private final GangRooms whenEmpty;
    private final GangRooms now;
    private final int placeableTotal;
    private final int largestNode;
    private final double lendable;
    private int freeTotal;
    private int kept;

    /** A pool in which nobody borrows. */
    PoolView(Pool pool, Ledger ledger) {
        this(pool, ledger, Set.of());
    }

    /** @param borrowers jobs that may sit on what is lent, and give it back */
    PoolView(Pool pool, Ledger ledger, Set<JobId> borrowers) {
        this.pool = pool;
        this.ledger = ledger;
        this.fault = PoolCheck.fault(pool);
        List<String> nodes = pool.topology().nodes();
        rooms = new NodeRoom[nodes.size()];
        placeable = new int[nodes.size()];
        free = new int[nodes.size()];
        int total = 0;
        int largest = 0;
        double open = 0;
        for (int i = 0; i < placeable.length; i++) {
            NodeAccount node = ledger.account(pool.name(), nodes.get(i));
            rooms[i] = new NodeRoom(node, borrowers);
            placeable[i] = rooms[i].placeable();
            free[i] = rooms[i].free();
            vacating.set(i, rooms[i].isVacating());
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

    /** Whether a node may be placed on. */
    boolean isOpen(String node) {
        int index = pool.topology().indexOf(node);
        return index >= 0 && placeable[index] > 0;
    }

    /** Accelerators that a job's pods use on a node that takes no more, and may go on using until they are evicted. */
    int draining(JobId job, String node) {
        NodeAccount account = ledger.account(pool.name(), node);
        return account.draining() ? account.observed(job) : 0;
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
        Map<String, Integer> taken = new HashMap<>();
        fit.nodes().forEach(node -> taken.merge(node, variant.acceleratorsPerPod(), Integer::sum));
        taken.forEach((node, accelerators) -> {
            int before = free[pool.topology().indexOf(node)];
            after.move(before, before - accelerators);
        });
        return after;
    }

    /** Takes what a fit found for a variant. */
    Share take(Variant variant, Fit fit) {
        Chip chip = pool.chip().orElseThrow();
        Share share = new Share(
                pool.name(),
                chip.name(),
                chip.stack(),
                fit.nodes().size() / variant.podsPerReplica(),
                variant.acceleratorsPerReplica(),
                fit.domain(),
                fit.nodes(),
                variant.podsPerReplica(),
                List.of(),
                List.of());
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
        change(node, room -> room.keep(accelerators));
    }

    /** Keeps so many accelerators of a node for borrowers, or no longer where it is below zero. */
    void lend(String node, int accelerators) {
        change(node, room -> room.lend(accelerators));
    }

    /** Pods will leave so many accelerators of a node soon. */
    void vacates(String node, int accelerators) {
        change(node, room -> room.vacates(accelerators));
    }

    /** From now on those that come next may take what is lent, too. */
    void openLent() {
        for (int i = 0; i < rooms.length; i++) {
            rooms[i].openLent();
            show(i);
        }
        kept = 0;
    }

    /** Accelerators that are lent and that no borrower has; 0 once they are open. */
    int keptForBorrowers() {
        return kept;
    }

    /** Numbers of the nodes on which what there is to take changes once pods that are leaving are gone. */
    IntStream vacating() {
        return vacating.stream();
    }

    /** The node of that number in the pool's topology. */
    NodeRoom room(int node) {
        return rooms[node];
    }

    private void change(String node, Consumer<NodeRoom> change) {
        int index = pool.topology().indexOf(node);
        if (index >= 0) {
            kept -= rooms[index].keptForBorrowers();
            change.accept(rooms[index]);
            kept += rooms[index].keptForBorrowers();
            show(index);
        }
    }

    private void show(int index) {
        vacating.set(index, rooms[index].isVacating());
        int open = rooms[index].free();
        if (open != free[index]) {
            freeCounts.move(free[index], open);
            freeTotal += open - free[index];
            free[index] = open;
            now.changed();
        }
    }
}

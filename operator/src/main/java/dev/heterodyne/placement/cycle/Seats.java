package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.ReplicaGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shape of a replica in one pool, and where such replicas go. A seat is the nodes of one replica, one per pod.
 *
 * @param acceleratorsPerReplica over all pods of a replica
 * @param podsPerReplica pods of a replica, at least 1
 */
record Seats(int acceleratorsPerReplica, int podsPerReplica) {
    static Seats of(Share share) {
        return new Seats(share.acceleratorsPerReplica(), share.podsPerReplica());
    }

    static Seats of(Variant variant) {
        return new Seats(variant.acceleratorsPerReplica(), variant.podsPerReplica());
    }

    int acceleratorsPerPod() {
        return acceleratorsPerReplica / podsPerReplica;
    }

    /** Nodes of pods replica by replica. */
    List<List<String>> grouped(List<String> nodes) {
        List<List<String>> seats = new ArrayList<>();
        for (int i = 0; i + podsPerReplica <= nodes.size(); i += podsPerReplica) {
            seats.add(List.copyOf(nodes.subList(i, i + podsPerReplica)));
        }
        return seats;
    }

    static List<String> flat(List<List<String>> seats) {
        return seats.stream().flatMap(List::stream).toList();
    }

    /** Replicas that fit what a pool has free now. */
    int room(PoolView view) {
        return (int) Math.min(Integer.MAX_VALUE, view.freeCounts().replicas(acceleratorsPerPod()) / podsPerReplica);
    }

    /** Where so many replicas go, or as many as fit what a pool has free now; empty where none does. */
    Optional<Fit> fit(PoolView view, int replicas) {
        return ReplicaGroups.place(view.pool().topology(), view.free(), replicas, podsPerReplica, acceleratorsPerPod());
    }

    /** Seats for so many replicas, or as many as fit what a pool has free now. */
    List<List<String>> find(PoolView view, int replicas) {
        return replicas == 0
                ? List.of()
                : fit(view, replicas).map(fit -> grouped(fit.nodes())).orElse(List.of());
    }

    /** Whether a seat's accelerators are free now. */
    boolean isFree(PoolView view, List<String> seat) {
        return seat.stream().distinct().allMatch(node -> {
            int index = view.pool().topology().indexOf(node);
            long pods = seat.stream().filter(node::equals).count();
            return index >= 0 && view.free()[index] >= pods * acceleratorsPerPod();
        });
    }

    /** Keeps a seat from those that come next. */
    void keep(PoolView view, List<String> seat) {
        seat.forEach(node -> view.keep(node, acceleratorsPerPod()));
    }

    /** Undoes a {@link #keep}. */
    void letGo(PoolView view, List<String> seat) {
        seat.forEach(node -> view.keep(node, -acceleratorsPerPod()));
    }

    /** Keeps a seat for borrowers. */
    void lend(PoolView view, List<String> seat) {
        seat.forEach(node -> view.lend(node, acceleratorsPerPod()));
    }

    /** Undoes a {@link #lend}. */
    void endLending(PoolView view, List<String> seat) {
        seat.forEach(node -> view.lend(node, -acceleratorsPerPod()));
    }
}

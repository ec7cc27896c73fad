package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.topology.ReplicaFit;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a replica in one pool, and where such replicas go. A seat is the nodes of one replica, one per pod.
 *
 * @param acceleratorsPerReplica over all pods of a replica
 * @param podsPerReplica pods of a replica, at least 1
 */
record Seats(int acceleratorsPerReplica, int podsPerReplica) {
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
        return (int) Math.min(Integer.MAX_VALUE, view.freeCounts().replicas(acceleratorsPerReplica));
    }

    /** Seats for so many replicas, or as many as fit what a pool has free now. */
    List<List<String>> find(PoolView view, int replicas) {
        return replicas == 0
                ? List.of()
                : ReplicaFit.place(view.pool().topology(), view.free(), replicas, acceleratorsPerReplica)
                        .map(fit -> grouped(fit.nodes()))
                        .orElse(List.of());
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
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.topology.GangAsk;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Nodes that failed a job: left out where it is placed, unless the gang could not fit even the empty pool without them. */
final class RoomsWithout {
    private final Set<String> nodes;
    private final Map<PoolView, GangRooms> without = new HashMap<>();

    RoomsWithout(Set<String> nodes) {
        this.nodes = nodes;
    }

    /** How far gangs would reach in the pool now. */
    GangRooms rooms(PoolView view, GangAsk ask) {
        return in(view, ask) == 0
                ? view.rooms()
                : without.computeIfAbsent(view, v -> new GangRooms(v.pool().topology(), without(v, v.free())));
    }

    /** How many nodes of the pool are left out. */
    int in(PoolView view, GangAsk ask) {
        int here = 0;
        for (String node : nodes) {
            here += view.pool().topology().indexOf(node) >= 0 ? 1 : 0;
        }
        boolean fits = here > 0
                && new GangRooms(view.pool().topology(), without(view, view.placeable()))
                        .extent(ask)
                        .isPresent();
        return fits ? here : 0;
    }

    private int[] without(PoolView view, int[] accelerators) {
        int[] left = accelerators.clone();
        nodes.stream()
                .mapToInt(view.pool().topology()::indexOf)
                .filter(node -> node >= 0)
                .forEach(node -> left[node] = 0);
        return left;
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.topology.Extent;
import dev.heterodyne.placement.topology.Fit;
import dev.heterodyne.placement.topology.GangAsk;
import dev.heterodyne.placement.topology.GangFit;
import dev.heterodyne.placement.topology.TopologyTree;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far gangs would reach in what a pool has free. Most jobs of a cycle ask alike and a decision changes one pool, so the
 * answer to each ask is kept until that pool changes.
 */
final class GangRooms {
    private final int[] free;
    private final GangFit search;
    private final Map<GangAsk, Room> rooms = new HashMap<>();
    private int version;

    /** Written anew rather than replaced, so that a search leaves hardly any garbage. */
    private static final class Room {
        private int version = -1;
        private Optional<Extent> extent = Optional.empty();
        private Optional<Fit> fit = Optional.empty();
    }

    /** Over a pool's nodes; {@code free} is looked at, never changed. */
    GangRooms(TopologyTree tree, int[] free) {
        this.free = free;
        this.search = new GangFit(tree);
    }

    /** To be called whenever {@code free} has changed. */
    void changed() {
        version++;
    }

    /** How far a gang would reach now; empty where it does not fit. */
    Optional<Extent> extent(GangAsk ask) {
        return room(ask).extent;
    }

    /** The nodes that a gang would take now; empty where it does not fit. */
    Optional<Fit> fit(GangAsk ask) {
        Room room = room(ask);
        if (room.extent.isPresent() && room.fit.isEmpty() && search.find(free, ask)) {
            room.fit = Optional.of(search.fit());
        }
        return room.fit;
    }

    private Room room(GangAsk ask) {
        Room room = rooms.computeIfAbsent(ask, a -> new Room());
        if (room.version != version) {
            room.extent = search.find(free, ask) ? Optional.of(search.extent()) : Optional.empty();
            room.fit = Optional.empty();
            room.version = version;
        }
        return room;
    }
}

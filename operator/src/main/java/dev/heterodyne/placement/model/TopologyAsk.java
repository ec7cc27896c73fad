package dev.heterodyne.placement.model;

import java.util.Optional;

/**
 * Topology that a gang asks for, by names of the pool's levels.
 *
 * @param required the gang must fit in one domain of this level
 * @param preferred the search for one domain starts at this level instead of at the node
 */
public record TopologyAsk(Optional<String> required, Optional<String> preferred) {
    /** Lowest domain that fits, none required. */
    public static final TopologyAsk ANY = new TopologyAsk(Optional.empty(), Optional.empty());
}

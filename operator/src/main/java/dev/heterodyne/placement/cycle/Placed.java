package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A job that already holds accelerators; it is demand for the prices. Training is not moved; inference is resized with its
 * load.
 *
 * @param ready replicas ready to serve, by pool; empty for training
 * @param outdated pools whose replicas run another pod template than the spec asks for; empty for training
 */
public record Placed(Request request, List<Share> shares, Map<String, Integer> ready, Set<String> outdated) {
    public Placed {
        shares = List.copyOf(shares);
        ready = Map.copyOf(ready);
        outdated = Set.copyOf(outdated);
    }

    /** A job of which no replica is known to be ready. */
    public Placed(Request request, List<Share> shares) {
        this(request, shares, Map.of(), Set.of());
    }
}

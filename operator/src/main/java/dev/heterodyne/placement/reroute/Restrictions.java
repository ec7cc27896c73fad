package dev.heterodyne.placement.reroute;

import dev.heterodyne.placement.filter.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a job's past rules out for its next attempt.
 *
 * @param pools barred, with the reason
 * @param nodes to avoid where the gang fits without them
 * @param stack the only stack that can read the job's checkpoints; empty where any will do
 * @param until when the first of these lapses; empty where none does
 */
public record Restrictions(
        Map<String, Verdict> pools, Set<String> nodes, Optional<String> stack, Optional<Instant> until) {
    /** A job without a past. */
    public static final Restrictions NONE = new Restrictions(Map.of(), Set.of(), Optional.empty(), Optional.empty());

    public Restrictions {
        pools = Map.copyOf(pools);
        nodes = Set.copyOf(nodes);
    }
}

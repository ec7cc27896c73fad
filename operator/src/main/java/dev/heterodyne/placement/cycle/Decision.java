package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.JobId;
import java.util.List;
import java.util.Optional;

/**
 * What a cycle decided for one job, and why. Feeds status, events, {@code plan} and {@code explain} alike.
 *
 * @param reason why not placed; empty for {@link Outcome#Placed}
 * @param message one plain sentence
 * @param shares one per pool; empty unless placed
 * @param candidates every pool, best first
 */
public record Decision(
        JobId job,
        Outcome outcome,
        Optional<Reason> reason,
        String message,
        List<Share> shares,
        List<Candidate> candidates) {
    public Decision {
        shares = List.copyOf(shares);
        candidates = List.copyOf(candidates);
    }
}

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
 * @param before what the job held when this was decided; empty for a job that waited
 */
public record Decision(
        JobId job,
        Outcome outcome,
        Optional<Reason> reason,
        String message,
        List<Share> shares,
        List<Candidate> candidates,
        List<Share> before) {
    public Decision {
        shares = List.copyOf(shares);
        candidates = List.copyOf(candidates);
        before = List.copyOf(before);
    }

    /** The decision for a job that waited. */
    public Decision(
            JobId job,
            Outcome outcome,
            Optional<Reason> reason,
            String message,
            List<Share> shares,
            List<Candidate> candidates) {
        this(job, outcome, reason, message, shares, candidates, List.of());
    }

    /** The same with other shares. */
    Decision holding(List<Share> other) {
        return new Decision(job, outcome, reason, message, other, candidates, before);
    }
}

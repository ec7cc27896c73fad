package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Reservation;
import java.util.List;

/**
 * Replicas of a job in one pool.
 *
 * @param nodes one node per replica, in rank order
 * @param domain innermost topology domain that holds them, empty where only the whole pool does
 */
public record Share(
        String pool,
        String chip,
        String stack,
        int replicas,
        int acceleratorsPerReplica,
        String domain,
        List<String> nodes) {
    public Share {
        nodes = List.copyOf(nodes);
    }

    /** Accelerators in all. */
    public int accelerators() {
        return replicas * acceleratorsPerReplica;
    }

    /** What the share holds in the ledger. */
    public Reservation reservation() {
        return Reservation.of(pool, nodes, acceleratorsPerReplica);
    }
}

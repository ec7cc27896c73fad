package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.Reservation;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replicas of a job in one pool.
 *
 * @param replicas replicas that run, or are to run, here; 0 where all that is held is lent
 * @param acceleratorsPerReplica accelerators over all pods of a replica
 * @param domain innermost topology domain that holds them, empty where only the whole pool does
 * @param nodes one node per replica, in rank order; of a replica of several pods one per pod, replica by replica
 * @param podsPerReplica pods that one replica is made of, at least 1; divides {@code acceleratorsPerReplica}
 * @param surgeNodes nodes held for the time of a rollout, one per pod; empty at rest
 * @param lentNodes nodes held above the need, one per pod, that preemptible training may use meanwhile
 */
public record Share(
        String pool,
        String chip,
        String stack,
        int replicas,
        int acceleratorsPerReplica,
        String domain,
        List<String> nodes,
        int podsPerReplica,
        List<String> surgeNodes,
        List<String> lentNodes) {
    public Share {
        nodes = List.copyOf(nodes);
        surgeNodes = List.copyOf(surgeNodes);
        lentNodes = List.copyOf(lentNodes);
    }

    /** Replicas of one pod each, none of them lent. */
    public Share(
            String pool,
            String chip,
            String stack,
            int replicas,
            int acceleratorsPerReplica,
            String domain,
            List<String> nodes) {
        this(pool, chip, stack, replicas, acceleratorsPerReplica, domain, nodes, 1, List.of(), List.of());
    }

    /** The same share where the pool's class has become known. */
    public Share of(String poolChip) {
        return new Share(
                pool,
                poolChip,
                stack,
                replicas,
                acceleratorsPerReplica,
                domain,
                nodes,
                podsPerReplica,
                surgeNodes,
                lentNodes);
    }

    /** Shares without their class, which status does not tell, so that what was decided compares with what is read. */
    public static List<Share> plain(List<Share> shares) {
        return shares.stream().map(share -> share.of("")).toList();
    }

    /** Accelerators of the replicas. */
    public int accelerators() {
        return replicas * acceleratorsPerReplica;
    }

    /** Accelerators of one pod. */
    public int acceleratorsPerPod() {
        return acceleratorsPerReplica / podsPerReplica;
    }

    /** What the share holds in the ledger: what runs or rolls out. What is lent is open to those who may borrow. */
    public Reservation reservation() {
        return Reservation.of(
                pool, Stream.concat(nodes.stream(), surgeNodes.stream()).toList(), acceleratorsPerPod());
    }
}

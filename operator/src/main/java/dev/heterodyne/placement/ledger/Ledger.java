package dev.heterodyne.placement.ledger;

import dev.heterodyne.placement.model.JobId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who holds which accelerators, node by node. A job holds on a node the larger of what its placement reserves there and
 * what its pods use there, so neither a pod that is not born yet nor one that is still terminating is forgotten. Not
 * thread-safe: one cycle owns one ledger.
 */
public final class Ledger {
    private final Map<NodeKey, NodeAccount> accounts;
    private final Map<JobId, List<Reservation>> reservations;

    private record NodeKey(String pool, String node) {}

    public Ledger() {
        this(new HashMap<>(), new HashMap<>());
    }

    private Ledger(Map<NodeKey, NodeAccount> accounts, Map<JobId, List<Reservation>> reservations) {
        this.accounts = accounts;
        this.reservations = reservations;
    }

    /** An independent copy. */
    public Ledger copy() {
        Map<NodeKey, NodeAccount> copies = new HashMap<>(accounts.size() * 2);
        accounts.forEach((key, account) -> copies.put(key, account.copy()));
        return new Ledger(copies, new HashMap<>(reservations));
    }

    /** States how many accelerators of a node may be placed on: 0 while it is not Ready or not schedulable. */
    public void capacity(String pool, String node, int placeable) {
        account(pool, node).placeable = placeable;
    }

    /** Takes a node out of the pool. What jobs hold there is kept until they let go. */
    public void removeNode(String pool, String node) {
        NodeAccount account = account(pool, node);
        account.placeable = 0;
        account.foreign = 0;
    }

    /** States what pods of no job of ours use on a node. */
    public void foreignUse(String pool, String node, int accelerators) {
        account(pool, node).foreign = accelerators;
    }

    /** States what the pods of a job really use on a node. */
    public void observedUse(JobId job, String pool, String node, int accelerators) {
        account(pool, node).hold(job).observed = accelerators;
        account(pool, node).settle(job);
    }

    /**
     * Reserves all of {@code wanted} for a job, or nothing.
     *
     * @return false where any node lacks the accelerators, or the job already holds a reservation
     */
    public boolean tryReserve(JobId job, Collection<Reservation> wanted) {
        if (reservations.containsKey(job)) {
            return false;
        }
        Map<NodeKey, Integer> asked = new HashMap<>();
        for (Reservation reservation : wanted) {
            reservation
                    .acceleratorsByNode()
                    .forEach((node, accelerators) ->
                            asked.merge(new NodeKey(reservation.pool(), node), accelerators, Math::addExact));
        }
        for (Map.Entry<NodeKey, Integer> entry : asked.entrySet()) {
            if (free(entry.getKey().pool(), entry.getKey().node()) < entry.getValue()) {
                return false;
            }
        }
        restore(job, wanted);
        return true;
    }

    /** Books what the cluster says a job was given, whether or not it fits: a fact, not a wish. */
    public void restore(JobId job, Collection<Reservation> held) {
        release(job);
        reservations.put(job, List.copyOf(held));
        for (Reservation reservation : held) {
            reservation.acceleratorsByNode().forEach((node, accelerators) -> {
                NodeAccount account = account(reservation.pool(), node);
                account.hold(job).reserved += accelerators;
            });
        }
    }

    /** Gives back what a job has reserved. What its pods still use stays booked until they are gone. */
    public void release(JobId job) {
        List<Reservation> held = reservations.remove(job);
        if (held == null) {
            return;
        }
        for (Reservation reservation : held) {
            for (String node : reservation.acceleratorsByNode().keySet()) {
                NodeAccount account = account(reservation.pool(), node);
                account.hold(job).reserved = 0;
                account.settle(job);
            }
        }
    }

    /** What a job has reserved. */
    public List<Reservation> reservationsOf(JobId job) {
        return reservations.getOrDefault(job, List.of());
    }

    /** Accelerators of a node that a new placement may take; never negative. */
    public int free(String pool, String node) {
        NodeAccount account = accounts.get(new NodeKey(pool, node));
        return account == null ? 0 : Math.max(0, account.placeable - account.used());
    }

    /** Accelerators of a node that may be placed on, held or not. */
    public int placeable(String pool, String node) {
        NodeAccount account = accounts.get(new NodeKey(pool, node));
        return account == null ? 0 : account.placeable;
    }

    /** Accelerators of a node that pods of no job of ours use. */
    public int foreign(String pool, String node) {
        NodeAccount account = accounts.get(new NodeKey(pool, node));
        return account == null ? 0 : account.foreign;
    }

    /** Accelerators of a node held by anyone. */
    public int used(String pool, String node) {
        NodeAccount account = accounts.get(new NodeKey(pool, node));
        return account == null ? 0 : account.used();
    }

    private NodeAccount account(String pool, String node) {
        return accounts.computeIfAbsent(new NodeKey(pool, node), k -> new NodeAccount());
    }

    private static final class NodeAccount {
        private int placeable;
        private int foreign;
        private final Map<JobId, Hold> holds = new TreeMap<>();

        int used() {
            int used = foreign;
            for (Hold hold : holds.values()) {
                used += Math.max(hold.reserved, hold.observed);
            }
            return used;
        }

        Hold hold(JobId job) {
            return holds.computeIfAbsent(job, k -> new Hold());
        }

        void settle(JobId job) {
            Hold hold = hold(job);
            if (hold.reserved == 0 && hold.observed == 0) {
                holds.remove(job);
            }
        }

        NodeAccount copy() {
            NodeAccount copy = new NodeAccount();
            copy.placeable = placeable;
            copy.foreign = foreign;
            holds.forEach((job, hold) -> {
                copy.hold(job).reserved = hold.reserved;
                copy.hold(job).observed = hold.observed;
            });
            return copy;
        }
    }

    private static final class Hold {
        private int reserved;
        private int observed;
    }
}

package dev.heterodyne.placement.ledger;

import dev.heterodyne.placement.model.JobId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Who holds which accelerators, node by node. A job holds on a node the larger of what its placement reserves there and
 * what its pods use there, so neither a pod that is not born yet nor one that is still terminating is forgotten. An event
 * costs the same however large the cluster is, a copy one reference a node. Not thread-safe: one cycle owns one ledger.
 */
public final class Ledger {
    private final NodeIndex index;
    private NodeAccount[] accounts;
    private final Map<JobId, List<Reservation>> reservations;

    public Ledger() {
        this(new NodeIndex(), new NodeAccount[0], new HashMap<>());
    }

    private Ledger(NodeIndex index, NodeAccount[] accounts, Map<JobId, List<Reservation>> reservations) {
        this.index = index;
        this.accounts = accounts;
        this.reservations = reservations;
    }

    /** An independent copy. */
    public Ledger copy() {
        return new Ledger(index.copy(), accounts.clone(), new HashMap<>(reservations));
    }

    /** States how many accelerators of a node may be placed on: 0 while it is not Ready or not schedulable. */
    public void capacity(String pool, String node, int placeable) {
        change(pool, node, account -> account.withPlaceable(placeable));
    }

    /** States that nothing may be placed on a node that is Ready: its pods may go on until they are evicted. */
    public void drain(String pool, String node) {
        change(pool, node, NodeAccount::drained);
    }

    /** Takes a node out of the pool. What jobs hold there is kept until they let go. */
    public void removeNode(String pool, String node) {
        change(pool, node, account -> account.withPlaceable(0).withForeign(0));
    }

    /** States what pods of no job of ours use on a node. */
    public void foreignUse(String pool, String node, int accelerators) {
        change(pool, node, account -> account.withForeign(accelerators));
    }

    /** States what the pods of a job really use on a node. */
    public void observedUse(JobId job, String pool, String node, int accelerators) {
        change(pool, node, account -> account.withObserved(job, accelerators));
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
        Map<Integer, Integer> asked = new HashMap<>();
        for (Reservation reservation : wanted) {
            reservation
                    .acceleratorsByNode()
                    .forEach((node, accelerators) ->
                            asked.merge(index.findOrAdd(reservation.pool(), node), accelerators, Math::addExact));
        }
        for (Map.Entry<Integer, Integer> entry : asked.entrySet()) {
            if (account(entry.getKey()).free() < entry.getValue()) {
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
            reservation
                    .acceleratorsByNode()
                    .forEach((node, accelerators) ->
                            change(reservation.pool(), node, account -> account.withMoreReserved(job, accelerators)));
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
                change(reservation.pool(), node, account -> account.withReserved(job, 0));
            }
        }
    }

    /** What a job has reserved. */
    public List<Reservation> reservationsOf(JobId job) {
        return reservations.getOrDefault(job, List.of());
    }

    /** All that is known of a node; nothing of one never heard of. */
    public NodeAccount account(String pool, String node) {
        return account(index.find(pool, node));
    }

    /** Accelerators of a node that a new placement may take; never negative. */
    public int free(String pool, String node) {
        return account(pool, node).free();
    }

    /** Accelerators of a node that may be placed on, held or not. */
    public int placeable(String pool, String node) {
        return account(pool, node).placeable();
    }

    /** Accelerators of a node that pods of no job of ours use. */
    public int foreign(String pool, String node) {
        return account(pool, node).foreign();
    }

    /** Accelerators of a node held by anyone. */
    public int used(String pool, String node) {
        return account(pool, node).used();
    }

    /** Accelerators of a node that pods of our jobs still use though nothing reserves them any more. */
    public int vacating(String pool, String node) {
        return account(pool, node).vacating();
    }

    private NodeAccount account(int number) {
        return number < 0 || number >= accounts.length ? NodeAccount.EMPTY : accounts[number];
    }

    private void change(String pool, String node, UnaryOperator<NodeAccount> change) {
        int number = index.findOrAdd(pool, node);
        int known = accounts.length;
        if (number >= known) {
            accounts = Arrays.copyOf(accounts, Math.max(number + 1, 2 * known));
            Arrays.fill(accounts, known, accounts.length, NodeAccount.EMPTY);
        }
        accounts[number] = change.apply(accounts[number]);
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.ledger.NodeAccount;
import dev.heterodyne.placement.model.JobId;
import java.util.Set;

/**
 * What one node of a pool has left during a cycle. What is lent on it is kept from all but borrowers, as far as none sits there
 * already: which seats of a node a job has is nowhere said, so a borrower counts as one who sits on what is lent.
 */
final class NodeRoom {
    /** More accelerators than any node has; beyond it the sums over a pool could overflow. */
    private static final int MOST = 1 << 14;

    private final int placeable;
    private final int borrowed;
    private final int vacatedByBorrowers;
    private int vacating;
    /** Below zero where what is kept is in use. */
    private int left;

    private int lent;
    private boolean lentIsOpen;

    /** @param borrowers jobs that may sit on what is lent, and give it back */
    NodeRoom(NodeAccount node, Set<JobId> borrowers) {
        placeable = Math.max(0, Math.min(MOST, node.placeable()));
        left = Math.min(placeable, node.free());
        borrowed = node.heldBy(borrowers);
        vacating = node.vacating();
        vacatedByBorrowers = node.vacatedBy(borrowers);
    }

    /** Accelerators that may be placed on, held or not. */
    int placeable() {
        return placeable;
    }

    /** Accelerators that the next may take. */
    int free() {
        return after(0, 0);
    }

    /** Of what is lent, what no borrower has; 0 once it is open. */
    int keptForBorrowers() {
        return lentIsOpen ? 0 : Math.max(0, lent - borrowed);
    }

    /** What there will be to take once pods that are leaving are gone, and borrowers that gave back so many. */
    int afterLeaving(int givenBack) {
        return after(vacating + givenBack, vacatedByBorrowers + givenBack);
    }

    /** Whether what there is to take changes once pods that are leaving are gone. */
    boolean isVacating() {
        return afterLeaving(0) != free();
    }

    private int after(int freed, int freedByBorrowers) {
        int kept = lentIsOpen ? 0 : Math.max(0, lent - Math.max(0, borrowed - freedByBorrowers));
        return Math.min(placeable, Math.max(0, left + freed - kept));
    }

    /** Keeps so many from those that come next, or no longer where it is below zero. */
    void keep(int accelerators) {
        left -= accelerators;
    }

    /** Lends so many more, or fewer where it is below zero. */
    void lend(int accelerators) {
        lent += accelerators;
    }

    /** Pods will leave so many soon, those of borrowers among them. */
    void vacates(int accelerators) {
        vacating = accelerators;
    }

    /** From now on those that come next may borrow. */
    void openLent() {
        lentIsOpen = true;
    }
}

package dev.heterodyne.placement.ledger;

import dev.heterodyne.placement.model.JobId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What one node has and who holds it, at one moment. Immutable, so that ledgers share it. */
public final class NodeAccount {
    static final NodeAccount EMPTY = new NodeAccount(0, false, 0, Map.of());

    private final int placeable;
    private final boolean draining;
    private final int foreign;
    private final int used;
    private final int vacating;
    private final Map<JobId, Hold> holds;

    /** What a job holds: the larger of what is reserved for it and what its pods use. */
    private record Hold(int reserved, int observed) {
        static final Hold NOTHING = new Hold(0, 0);

        int held() {
            return Math.max(reserved, observed);
        }

        int vacating() {
            return Math.max(0, observed - reserved);
        }
    }

    private NodeAccount(int placeable, boolean draining, int foreign, Map<JobId, Hold> holds) {
        int sum = foreign;
        int leaving = 0;
        for (Hold hold : holds.values()) {
            sum += hold.held();
            leaving += hold.vacating();
        }
        this.placeable = placeable;
        this.draining = draining;
        this.foreign = foreign;
        this.used = sum;
        this.vacating = leaving;
        this.holds = holds;
    }

    /** Accelerators that may be placed on, held or not. */
    public int placeable() {
        return placeable;
    }

    /** Whether nothing may be placed here though the node is Ready, so that pods of before may go on serving. */
    public boolean draining() {
        return draining;
    }

    /** Accelerators that pods of a job really use. */
    public int observed(JobId job) {
        return holds.getOrDefault(job, Hold.NOTHING).observed;
    }

    /** Accelerators that pods of no job of ours use. */
    public int foreign() {
        return foreign;
    }

    /** Accelerators held by anyone. */
    public int used() {
        return used;
    }

    /** Accelerators that a new placement may take; never negative. */
    public int free() {
        return Math.max(0, placeable - used);
    }

    /** Accelerators that these jobs hold. */
    public int heldBy(Set<JobId> jobs) {
        return sum(jobs, Hold::held);
    }

    /** Accelerators that pods of our jobs use beyond what is reserved for them: they are on their way out. */
    public int vacating() {
        return vacating;
    }

    /** Of {@link #vacating}, those of these jobs. */
    public int vacatedBy(Set<JobId> jobs) {
        return sum(jobs, Hold::vacating);
    }

    private int sum(Set<JobId> jobs, ToIntFunction<Hold> figure) {
        int sum = 0;
        if (!jobs.isEmpty()) {
            for (Map.Entry<JobId, Hold> hold : holds.entrySet()) {
                sum += jobs.contains(hold.getKey()) ? figure.applyAsInt(hold.getValue()) : 0;
            }
        }
        return sum;
    }

    NodeAccount withPlaceable(int accelerators) {
        return new NodeAccount(accelerators, false, foreign, holds);
    }

    NodeAccount drained() {
        return new NodeAccount(0, true, foreign, holds);
    }

    NodeAccount withForeign(int accelerators) {
        return new NodeAccount(placeable, draining, accelerators, holds);
    }

    NodeAccount withReserved(JobId job, int accelerators) {
        return with(job, new Hold(accelerators, holds.getOrDefault(job, Hold.NOTHING).observed));
    }

    NodeAccount withMoreReserved(JobId job, int accelerators) {
        return withReserved(job, holds.getOrDefault(job, Hold.NOTHING).reserved + accelerators);
    }

    NodeAccount withObserved(JobId job, int accelerators) {
        return with(job, new Hold(holds.getOrDefault(job, Hold.NOTHING).reserved, accelerators));
    }

    private NodeAccount with(JobId job, Hold hold) {
        Map<JobId, Hold> changed = new HashMap<>(holds);
        if (hold.equals(Hold.NOTHING)) {
            changed.remove(job);
        } else {
            changed.put(job, hold);
        }
        return new NodeAccount(placeable, draining, foreign, changed);
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Preemption;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.JobId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes decisions from the board, and sends back those that came too late. */
final class Decisions {
    private final DecisionBoard board;
    private final ClusterState state;
    private final Runnable decideAnew;

    Decisions(DecisionBoard board, ClusterState state, Runnable decideAnew) {
        this.board = board;
        this.state = state;
        this.decideAnew = decideAnew;
    }

    /** The decision for a job as it is now; one for an earlier spec, or an earlier job of that name, is void. */
    Optional<Decision> current(HasMetadata job) {
        JobId id = Jobs.id(job);
        Optional<DecisionBoard.Entry> entry = board.find(id);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        if (entry.get().incarnation().equals(Incarnation.of(job))) {
            return Optional.of(entry.get().decision());
        }
        drop(id);
        decideAnew.run();
        return Optional.empty();
    }

    /** Why the job has to give back what it holds, or was just given; what was asked of an earlier attempt or spec is void. */
    Optional<Preemption> recall(HasMetadata job) {
        return board.recall(Jobs.id(job))
                .filter(recall -> recall.incarnation().equals(Incarnation.of(job)))
                .map(DecisionBoard.Recall::preemption);
    }

    /** A waiting job's placement is written down. */
    void done(JobId job, List<Share> shares) {
        if (isOvertaken(board.take(job), shares)) {
            state.assume(job, shares);
            decideAnew.run();
        }
    }

    /** The job holds nothing any more, and waits for nothing. */
    void release(JobId job) {
        board.remove(job);
        state.forget(job);
        decideAnew.run();
    }

    /** The job has a placement already, which an informer had yet to show: anything else decided for it is given back. */
    void supersede(JobId job, List<Share> shares) {
        Optional<DecisionBoard.Entry> entry = board.find(job);
        if (entry.isPresent()) {
            board.remove(job);
            if (entry.get().decision().outcome() == Outcome.Placed) {
                state.assume(job, shares);
                decideAnew.run();
            }
        }
    }

    /**
     * The next step for a job that is placed. One made upon other shares than these, or for an earlier spec, is void.
     *
     * @param shares what the job holds by its status
     */
    Optional<Decision> step(HasMetadata job, List<Share> shares) {
        JobId id = Jobs.id(job);
        Optional<DecisionBoard.Entry> entry = board.find(id);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Decision decision = entry.get().decision();
        if (entry.get().incarnation().equals(Incarnation.of(job))
                && !decision.before().isEmpty()
                && same(decision.before(), shares)) {
            return Optional.of(decision);
        }
        supersede(id, shares);
        return Optional.empty();
    }

    /** What the last pass saw of a placed job, and what it serves; empty before the first pass. */
    Optional<DecisionBoard.Outlook> outlook(JobId job) {
        return board.outlook(job);
    }

    /**
     * Whether the last pass saw a placed job as it is now and left it as it is: there is no better way at the moment.
     *
     * @param ready replicas ready by pool, by its status
     */
    boolean isAtRest(HasMetadata job, List<Share> shares, Map<String, Integer> ready) {
        JobId id = Jobs.id(job);
        return !board.hasStep(id)
                && board.outlook(id)
                        .filter(o -> o.incarnation().equals(Incarnation.of(job))
                                && same(o.shares(), shares)
                                && o.ready().equals(ready))
                        .isPresent();
    }

    /** What was written into status is what counts, until a copy of the job shows it. */
    void written(JobId job, List<Share> shares) {
        boolean overtaken = isOvertaken(board.take(job), shares);
        state.assume(job, shares);
        if (overtaken) {
            decideAnew.run();
        }
    }

    /** Whether something else was decided while this was written: it is void, and nobody else would have it decided anew. */
    private static boolean isOvertaken(Optional<DecisionBoard.Entry> taken, List<Share> written) {
        return taken.filter(entry -> !same(entry.decision().shares(), written)).isPresent();
    }

    /** A pool's class may have become known in between. */
    private static boolean same(List<Share> some, List<Share> others) {
        return Share.plain(some).equals(Share.plain(others));
    }

    private void drop(JobId job) {
        Optional<DecisionBoard.Entry> entry = board.find(job);
        board.remove(job);
        if (entry.filter(e -> e.decision().outcome() == Outcome.Placed).isPresent()) {
            state.forget(job);
        }
    }
}

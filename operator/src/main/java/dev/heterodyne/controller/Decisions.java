package dev.heterodyne.controller;

import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.JobId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
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

    /** The decision is written down. */
    void done(JobId job) {
        board.remove(job);
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

    private void drop(JobId job) {
        Optional<DecisionBoard.Entry> entry = board.find(job);
        board.remove(job);
        if (entry.filter(e -> e.decision().outcome() == Outcome.Placed).isPresent()) {
            state.forget(job);
        }
    }
}

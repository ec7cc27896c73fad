package dev.heterodyne.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.cycle.Candidate;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Placed;
import dev.heterodyne.placement.cycle.Preemption;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.filter.Reason;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final JobId ID = new JobId(WorkloadKind.TRAINING, "team", "t");
    private static final Share SHARE = new Share("p", "c", "cuda", 1, 8, "", List.of("n1"));
    private static final Share OTHER = new Share("p", "c", "cuda", 1, 8, "", List.of("n2"));
    private static final Placed PLACED = new Placed(dev.heterodyne.placement.Jobs.chat(), List.of(SHARE));
    private final DecisionBoard board = new DecisionBoard();
    private final ClusterState state = new ClusterState();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Decisions decisions = new Decisions(board, state, wakes::incrementAndGet);

    @Test
    void aDecisionCountsOnlyForTheJobItWasMadeFor() {
        // Given
        state.assume(ID, List.of(SHARE));
        board.put(placed(SHARE), new Incarnation("uid-1", 1, 0));
        assertThat(decisions.current(job("uid-1", 1))).isPresent();
        // When: deleted and created anew under the same name
        Optional<Decision> forTheNewOne = decisions.current(job("uid-2", 1));
        // Then
        assertThat(forTheNewOne).isEmpty();
        assertThat(state.shares(ID)).isEmpty();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void aDecisionOnAnEarlierSpecIsVoid() {
        board.put(placed(SHARE), new Incarnation("uid-1", 1, 0));
        assertThat(decisions.current(job("uid-1", 2))).isEmpty();
        assertThat(board.find(ID)).isEmpty();
    }

    @Test
    void whatStatusSaysWinsOverALaterDecision() {
        // Given
        state.assume(ID, List.of(OTHER));
        board.put(placed(OTHER), new Incarnation("uid-1", 1, 0));
        // When
        decisions.supersede(ID, List.of(SHARE));
        // Then
        assertThat(state.shares(ID)).containsExactly(SHARE);
        assertThat(board.find(ID)).isEmpty();
    }

    @Test
    void aRecallHoldsForOneAttemptAndOnlyWhileItIsAskedFor() {
        // Given
        DecisionBoard.Recall recall = new DecisionBoard.Recall(
                new Preemption(ID, dev.heterodyne.placement.Jobs.chat().id(), "p", "needed again"),
                new Incarnation("uid-1", 1, 0));
        assertThat(board.putRecalls(Map.of(ID, recall))).containsExactly(ID);
        assertThat(board.putRecalls(Map.of(ID, recall))).as("no news").isEmpty();
        assertThat(decisions.recall(job("uid-1", 1))).isPresent();
        assertThat(decisions.recall(job("uid-1", 2))).as("another spec").isEmpty();
        assertThat(decisions.recall(job("uid-2", 1))).as("another job").isEmpty();
        // When
        board.putRecalls(Map.of());
        // Then
        assertThat(decisions.recall(job("uid-1", 1))).isEmpty();
    }

    @Test
    void waitingForTheSameReasonsIsNoNews() {
        Incarnation life = new Incarnation("uid-1", 1, 0);
        assertThat(board.put(waiting(Reason.WaitingForAccelerators, 0.1), life)).isTrue();
        assertThat(board.put(waiting(Reason.WaitingForAccelerators, 0.2), life)).isFalse();
        assertThat(board.put(waiting(Reason.NotEnoughAccelerators, 0.2), life)).isTrue();
        assertThat(board.put(waiting(Reason.NotEnoughAccelerators, 0.2), new Incarnation("uid-1", 2, 0)))
                .isTrue();
    }

    @Test
    void aStepCountsOnlyUponTheSharesItWasMadeUpon() {
        // Given
        state.assume(ID, List.of(OTHER));
        Decision step =
                new Decision(ID, Outcome.Placed, Optional.empty(), "m", List.of(OTHER), List.of(), List.of(SHARE));
        board.put(step, new Incarnation("uid-1", 1, 0));
        assertThat(board.hasStep(ID)).isTrue();
        assertThat(decisions.step(job("uid-1", 1), List.of(SHARE.of("another class"))))
                .contains(step);
        // When: status holds something else by now
        Share written = new Share("p", "c", "cuda", 1, 8, "", List.of("n3"));
        Optional<Decision> late = decisions.step(job("uid-1", 1), List.of(written));
        // Then
        assertThat(late).isEmpty();
        assertThat(board.hasStep(ID)).isFalse();
        assertThat(state.shares(ID)).containsExactly(written);
        assertThat(wakes).hasValue(1);
    }

    @Test
    void aStepThatIsDecidedWhileThePlacementIsWrittenIsDecidedAnew() {
        // Given: reserved and put up, as the loop does it, while status is being written
        Share more = new Share("p", "c", "cuda", 2, 8, "", List.of("n1", "n2"));
        state.assume(ID, List.of(more));
        board.put(
                new Decision(ID, Outcome.Placed, Optional.empty(), "m", List.of(more), List.of(), List.of(SHARE)),
                new Incarnation("uid-1", 2, 0));
        // When
        decisions.done(ID, List.of(SHARE));
        // Then
        assertThat(state.shares(ID)).containsExactly(SHARE);
        assertThat(board.hasStep(ID)).isFalse();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void whatIsWrittenAsItWasDecidedWakesNobody() {
        state.assume(ID, List.of(SHARE));
        board.put(placed(SHARE), new Incarnation("uid-1", 1, 0));
        decisions.done(ID, List.of(SHARE));
        decisions.written(ID, List.of(SHARE));
        assertThat(wakes).hasValue(0);
    }

    @Test
    void aStepForAnEarlierSpecIsVoid() {
        board.put(
                new Decision(ID, Outcome.Placed, Optional.empty(), "m", List.of(OTHER), List.of(), List.of(SHARE)),
                new Incarnation("uid-1", 1, 0));
        assertThat(decisions.step(job("uid-1", 2), List.of(SHARE))).isEmpty();
        assertThat(state.shares(ID)).containsExactly(SHARE);
    }

    @Test
    void anOutlookIsNewsOnlyWhereItsRoundedFiguresChange() {
        Incarnation life = new Incarnation("uid-1", 1, 0);
        assertThat(board.putOutlook(PLACED, outlook(12.34), life)).isTrue();
        assertThat(board.putOutlook(PLACED, outlook(12.344), life)).isFalse();
        assertThat(board.putOutlook(PLACED, outlook(12.4), life)).isTrue();
        assertThat(board.putOutlook(PLACED, outlook(12.4), new Incarnation("uid-1", 2, 0)))
                .isTrue();
    }

    private static Forecast outlook(double load) {
        return new Forecast(Map.of(), load, 0.1, 0.01, Optional.empty(), "");
    }

    private static Decision placed(Share share) {
        return new Decision(ID, Outcome.Placed, Optional.empty(), "m", List.of(share), List.of());
    }

    private static Decision waiting(Reason reason, double price) {
        Candidate candidate = new Candidate("p", Optional.of(reason), "m", 1, 1, 1, 1, price, 0, 1 - price);
        return new Decision(ID, Outcome.Pending, Optional.of(reason), "m", List.of(), List.of(candidate));
    }

    private static TrainingJob job(String uid, long generation) {
        TrainingJob job = new TrainingJob();
        job.setMetadata(new ObjectMetaBuilder()
                .withNamespace("team")
                .withName("t")
                .withUid(uid)
                .withGeneration(generation)
                .build());
        return job;
    }
}

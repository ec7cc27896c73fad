package dev.heterodyne.controller;

import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.cluster.PoolFacts;
import dev.heterodyne.placement.cycle.CycleResult;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.cycle.Placed;
import dev.heterodyne.placement.cycle.Preemption;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.WorkloadKind;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the cluster: decides for all who wait and for inference whose load has changed, reserves what it gave away,
 * and calls the reconcilers of those for whom something is new. Not thread-safe: the loop is its only caller.
 */
final class SchedulingPass implements Supplier<Optional<Instant>> {
    private final ClusterState state;
    private final ClusterView view;
    private final Function<Snapshot, CycleResult> cycle;
    private final DecisionBoard board;
    private final Triggers triggers;
    private final PlacementMetrics metrics;
    private final Clock clock;
    private final Map<String, PoolFigures> shown = new HashMap<>();
    private Set<JobId> heldBack = Set.of();

    private record PoolFigures(PoolFacts facts, Map<WorkloadKind, @Nullable Double> prices) {}

    SchedulingPass(
            ClusterState state,
            ClusterView view,
            Function<Snapshot, CycleResult> cycle,
            DecisionBoard board,
            Triggers triggers,
            PlacementMetrics metrics,
            Clock clock) {
        this.state = state;
        this.view = view;
        this.cycle = cycle;
        this.board = board;
        this.triggers = triggers;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> get() {
        Instant now = clock.instant();
        // Read before the snapshot: where a job changes in between, its decision counts for the older one and is void.
        Map<JobId, Incarnation> incarnations = view.incarnations();
        Snapshot snapshot = withoutHeldBack(state.snapshot(now));
        CycleResult result = metrics.timed(() -> cycle.apply(snapshot));
        // Before the decisions: what was asked back earlier does not concern what is given now.
        recall(result, incarnations);
        int placed = 0;
        for (Decision decision : result.decisions()) {
            Incarnation incarnation = incarnations.get(decision.job());
            if (incarnation != null) {
                announce(decision, incarnation);
                placed += decision.outcome() == Outcome.Placed ? 1 : 0;
            }
        }
        result.resizes().forEach(step -> announceStep(step, incarnations));
        // After the steps: who sees a forecast knows that there is no step beside it.
        showOutlooks(snapshot, result, incarnations);
        metrics.waiting(snapshot.waiting().size() - placed + heldBack.size());
        showPools(result);
        return state.nextWake(now);
    }

    private void announce(Decision decision, Incarnation incarnation) {
        JobId job = decision.job();
        if (decision.outcome() == Outcome.Placed) {
            state.assume(job, decision.shares());
            if (!view.exists(job)) {
                // Deleted meanwhile; nobody else would give this back.
                state.forget(job);
                return;
            }
        }
        if (board.put(decision, incarnation)) {
            metrics.decided(decision);
            triggers.job(job);
        }
    }

    /** The next step of a job that is placed; not before the last one has been written down, since it builds upon that. */
    private void announceStep(Decision step, Map<JobId, Incarnation> incarnations) {
        Incarnation incarnation = incarnations.get(step.job());
        if (incarnation != null && !board.hasStep(step.job())) {
            announce(step, incarnation);
        }
    }

    /** What is no longer asked for is taken down, so that nobody gives back in vain. */
    private void recall(CycleResult result, Map<JobId, Incarnation> incarnations) {
        Map<JobId, DecisionBoard.Recall> asked = new HashMap<>();
        for (Preemption preemption : result.preemptions()) {
            Incarnation incarnation = incarnations.get(preemption.victim());
            if (incarnation != null) {
                asked.put(preemption.victim(), new DecisionBoard.Recall(preemption, incarnation));
            }
        }
        board.putRecalls(asked).forEach(triggers::job);
    }

    private void showOutlooks(Snapshot snapshot, CycleResult result, Map<JobId, Incarnation> incarnations) {
        board.keepOutlooks(result.forecasts().keySet());
        for (Placed job : snapshot.placed()) {
            JobId id = job.request().id();
            Forecast forecast = result.forecasts().get(id);
            Incarnation incarnation = incarnations.get(id);
            if (forecast != null && incarnation != null && board.putOutlook(job, forecast, incarnation)) {
                triggers.job(id);
            }
        }
    }

    /** Pods of a PriorityClass that does not exist are never admitted: their accelerators would lie idle. */
    private Snapshot withoutHeldBack(Snapshot all) {
        Set<JobId> held = new HashSet<>();
        for (Request request : all.waiting()) {
            if (state.missingPriorityClass(request.id()).isPresent()) {
                held.add(request.id());
            }
        }
        held.stream().filter(job -> !heldBack.contains(job)).forEach(triggers::job);
        heldBack = held;
        return held.isEmpty()
                ? all
                : new Snapshot(
                        all.pools(),
                        all.policies(),
                        all.waiting().stream()
                                .filter(r -> !held.contains(r.id()))
                                .toList(),
                        all.placed(),
                        all.ledger(),
                        all.leaderWorkerSets());
    }

    private void showPools(CycleResult result) {
        board.putPrices(result.prices());
        Map<String, PoolFacts> facts = new TreeMap<>();
        state.poolNames().forEach(name -> state.pool(name).ifPresent(f -> facts.put(name, f)));
        shown.keySet().retainAll(facts.keySet());
        facts.forEach((name, f) -> {
            PoolFigures now = new PoolFigures(f, rounded(board.prices(name)));
            if (!now.equals(shown.put(name, now))) {
                triggers.pool(name);
            }
        });
        metrics.pools(facts, result.prices());
    }

    private static Map<WorkloadKind, @Nullable Double> rounded(Map<WorkloadKind, Double> prices) {
        Map<WorkloadKind, @Nullable Double> rounded = new EnumMap<>(WorkloadKind.class);
        prices.forEach((kind, price) -> rounded.put(kind, Candidates.rounded(price)));
        return rounded;
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.cluster.PoolFacts;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Shows what pools hold and what they are worth; at most twice a second each, however many jobs come and go. */
@RateLimited(maxReconciliations = 1, within = 500, unit = TimeUnit.MILLISECONDS)
@ControllerConfiguration(name = "acceleratorpool", rateLimiter = LinearRateLimiter.class)
final class PoolReconciler implements Reconciler<AcceleratorPool> {
    private final ClusterState state;
    private final ClusterView view;
    private final EvidenceInbox inbox;
    private final DecisionBoard board;
    private final Triggers triggers;
    private final FreshRead freshRead;
    private final PoolStatuses statuses;
    private final QualificationRuns qualification;
    private final StatusWriter<AcceleratorPool, AcceleratorPoolStatus> writer;

    PoolReconciler(
            ClusterState state,
            ClusterView view,
            EvidenceInbox inbox,
            DecisionBoard board,
            Triggers triggers,
            FreshRead freshRead,
            PoolStatuses statuses,
            QualificationRuns qualification,
            StatusWriter<AcceleratorPool, AcceleratorPoolStatus> writer) {
        this.state = state;
        this.view = view;
        this.inbox = inbox;
        this.board = board;
        this.triggers = triggers;
        this.freshRead = freshRead;
        this.statuses = statuses;
        this.qualification = qualification;
        this.writer = writer;
    }

    @Override
    public List<EventSource<?, AcceleratorPool>> prepareEventSources(EventSourceContext<AcceleratorPool> context) {
        return List.of(triggers.pools());
    }

    @Override
    public UpdateControl<AcceleratorPool> reconcile(AcceleratorPool cached, Context<AcceleratorPool> context) {
        String name = cached.getMetadata().getName();
        // Before the first pass there is no price to show, and what status says may still be right.
        if (board.hasPrices()) {
            Optional<Duration> lookAgain = state.pool(name)
                    .flatMap(facts -> freshRead.call(cached, pool -> write(pool, facts, context), () -> {}))
                    .flatMap(qualification::consider);
            return LookAgain.after(lookAgain);
        }
        return UpdateControl.noUpdate();
    }

    /** Figures and evidence go into one write, so that no run is counted twice or not at all. */
    private AcceleratorPool write(AcceleratorPool pool, PoolFacts facts, Context<AcceleratorPool> context) {
        String name = pool.getMetadata().getName();
        List<EvidenceInbox.Report> handedIn = inbox.pending(name);
        List<EvidenceInbox.Report> news = handedIn.stream()
                .filter(r -> !PoolStatuses.holds(pool, r.attempt(), view::awaitsEnd))
                .toList();
        AcceleratorPool written =
                writer.write(pool, statuses.observed(pool, facts, board.prices(name), news, view::awaitsEnd), context);
        handedIn.forEach(r -> inbox.written(name, r, PoolStatuses.counted(written, r.attempt())));
        return written;
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.AcceleratorPoolStatus;
import dev.heterodyne.cluster.ClusterState;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimited;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows what pools hold and what they are worth; at most twice a second each, however many jobs come and go. */
@RateLimited(maxReconciliations = 1, within = 500, unit = TimeUnit.MILLISECONDS)
@ControllerConfiguration(name = "acceleratorpool", rateLimiter = LinearRateLimiter.class)
final class PoolReconciler implements Reconciler<AcceleratorPool> {
    private final ClusterState state;
    private final DecisionBoard board;
    private final Triggers triggers;
    private final FreshRead freshRead;
    private final PoolStatuses statuses;
    private final StatusWriter<AcceleratorPool, AcceleratorPoolStatus> writer;

    PoolReconciler(
            ClusterState state,
            DecisionBoard board,
            Triggers triggers,
            FreshRead freshRead,
            PoolStatuses statuses,
            StatusWriter<AcceleratorPool, AcceleratorPoolStatus> writer) {
        this.state = state;
        this.board = board;
        this.triggers = triggers;
        this.freshRead = freshRead;
        this.statuses = statuses;
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
            state.pool(name)
                    .ifPresent(facts -> freshRead.run(
                            cached,
                            pool -> writer.write(pool, statuses.observed(pool, facts, board.prices(name)), context),
                            () -> {}));
        }
        return UpdateControl.noUpdate();
    }
}

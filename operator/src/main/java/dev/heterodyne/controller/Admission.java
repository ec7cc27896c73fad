package dev.heterodyne.controller;

import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.cluster.Fault;
import dev.heterodyne.placement.cycle.Decision;
import dev.heterodyne.placement.cycle.Outcome;
import dev.heterodyne.placement.model.JobId;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Brings a job without a placement to what was decided for it, or to why nothing could be. */
final class Admission<P extends CustomResource<?, S>, S> {
    private final Decisions decisions;
    private final ClusterState state;
    private final AdmissionStatuses<P, S> statuses;
    private final StatusWriter<P, S> writer;
    private final PlacementMetrics metrics;
    private final Clock clock;

    Admission(
            Decisions decisions,
            ClusterState state,
            AdmissionStatuses<P, S> statuses,
            StatusWriter<P, S> writer,
            PlacementMetrics metrics,
            Clock clock) {
        this.decisions = decisions;
        this.state = state;
        this.statuses = statuses;
        this.writer = writer;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The job with its placement written down, where it got one. */
    Optional<P> admit(P job, Context<P> context) {
        JobId id = Jobs.id(job);
        List<Fault> faults = state.faults(id);
        Optional<String> priorityClass = state.missingPriorityClass(id);
        if (!faults.isEmpty()) {
            String message =
                    faults.stream().map(f -> f.field() + " " + f.message()).collect(Collectors.joining("; "));
            writer.write(job, statuses.blocked(job, ConditionReason.InvalidSpec, message), context);
            return Optional.empty();
        }
        if (priorityClass.isPresent()) {
            String message = "there is no PriorityClass " + priorityClass.get() + "; create it or correct"
                    + " spec.priorityClassName";
            writer.write(job, statuses.blocked(job, ConditionReason.PriorityClassNotFound, message), context);
            return Optional.empty();
        }
        return decisions.current(job).flatMap(decision -> carryOut(job, decision, context));
    }

    private Optional<P> carryOut(P job, Decision decision, Context<P> context) {
        if (decision.outcome() != Outcome.Placed) {
            if (!statuses.saysSo(job, decision)) {
                writer.write(job, statuses.waiting(job, decision), context);
            }
            return Optional.empty();
        }
        P placed = writer.write(job, statuses.placed(job, decision), context);
        decisions.done(Jobs.id(job), decision.shares());
        metrics.admitted(Jobs.id(job), waited(job));
        return Optional.of(placed);
    }

    private Duration waited(P job) {
        Duration waited = Duration.between(statuses.waitingSince(job), clock.instant());
        return waited.isNegative() ? Duration.ZERO : waited;
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.Setback;
import dev.heterodyne.placement.cycle.Forecast;
import dev.heterodyne.placement.filter.Reason;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says by conditions whether an inference job serves, what is still to be done for it, and what is amiss. */
final class ServingConditions {
    private final InferenceJob job;
    private final ServingSight sight;
    private final int replicas;
    private final int ready;
    private final Rollout rollout;
    private final Optional<Forecast> forecast;
    private final boolean atRest;

    /**
     * @param rollout as status tells it after this look
     * @param atRest whether it is decided that the placement stays as it is
     */
    ServingConditions(
            InferenceJob job,
            ServingSight sight,
            int replicas,
            int ready,
            Rollout rollout,
            Optional<Forecast> forecast,
            boolean atRest) {
        this.job = job;
        this.sight = sight;
        this.replicas = replicas;
        this.ready = ready;
        this.rollout = rollout;
        this.forecast = forecast;
        this.atRest = atRest;
    }

    StatusFactory.Draft on(StatusFactory.Draft draft) {
        available(draft);
        progressing(draft);
        degraded(draft);
        return draft;
    }

    /** Least replicas to be ready. */
    int enough() {
        return Math.min(job.getSpec().replicas().min(), replicas);
    }

    private void available(StatusFactory.Draft draft) {
        String message = count() + ", " + enough() + " are needed";
        if (ready >= enough()) {
            draft.yes(ConditionType.Available, ConditionReason.EnoughReplicas, message);
        } else if (sight.notReady().isEmpty()) {
            draft.no(ConditionType.Available, ConditionReason.TooFewReplicas, message);
        } else {
            draft.no(ConditionType.Available, ConditionReason.NodesNotReady, message + "; " + notReady());
        }
    }

    private void progressing(StatusFactory.Draft draft) {
        Optional<Forecast> waiting = forecast.filter(f ->
                f.shortfall().filter(r -> r == Reason.WaitingForAccelerators).isPresent());
        if (sight.isMoving()) {
            draft.yes(ConditionType.Progressing, ConditionReason.MovingReplicas, moving());
        } else if (rollout.isUnderWay() || !rollout.waiting().isEmpty()) {
            draft.yes(ConditionType.Progressing, ConditionReason.RollingOut, rollingOut());
        } else if (ready < replicas) {
            draft.yes(ConditionType.Progressing, ConditionReason.ReplicasStarting, count());
        } else if (waiting.isPresent()) {
            draft.yes(
                    ConditionType.Progressing,
                    Reason.WaitingForAccelerators,
                    waiting.get().message());
        } else if (forecast.isPresent() || !said(ConditionType.Progressing, Reason.WaitingForAccelerators.name())) {
            draft.no(ConditionType.Progressing, ConditionReason.Settled, count());
        }
    }

    private void degraded(StatusFactory.Draft draft) {
        List<Setback> setbacks =
                Objects.requireNonNullElse(InferenceStatuses.of(job).setbacks(), List.of());
        Optional<Forecast> shortfall = forecast.filter(f -> f.shortfall().isPresent());
        if (!sight.notReady().isEmpty()) {
            draft.yes(ConditionType.Degraded, ConditionReason.NodesNotReady, notReady());
        } else if (!sight.held().isEmpty()) {
            draft.yes(ConditionType.Degraded, ConditionReason.FailedCreate, held());
        } else if (!setbacks.isEmpty()) {
            draft.yes(
                    ConditionType.Degraded,
                    ConditionReason.CrashLooping,
                    setbacks.stream()
                            .map(s -> s.pool() + " is avoided until " + s.until() + ": " + s.reason())
                            .collect(Collectors.joining("; ")));
        } else if (shortfall.isPresent()) {
            shortfall(draft, shortfall.get());
        } else if (hasNoRoom()) {
            draft.yes(
                    ConditionType.Degraded,
                    ConditionReason.NoRoomToSurge,
                    ("%s, %d are needed, so none can be spared for the new template of %s, and no pool of these has"
                                    + " accelerators for one more; free some, or lower spec.replicas.min")
                            .formatted(count(), enough(), String.join(", ", rollout.waiting())));
        } else if (forecast.isPresent() || !saidShortfall()) {
            draft.no(ConditionType.Degraded, ConditionReason.AsDecided, "the replicas serve what was decided");
        }
    }

    private static void shortfall(StatusFactory.Draft draft, Forecast forecast) {
        if (forecast.shortfall().orElseThrow() == Reason.SLOUnreachable) {
            draft.yes(ConditionType.Degraded, Reason.SLOUnreachable, forecast.message());
        } else {
            draft.yes(ConditionType.Degraded, ConditionReason.LoadNotCarried, forecast.message());
        }
    }

    /** Stands until it is decided otherwise. */
    private boolean hasNoRoom() {
        return !rollout.isUnderWay()
                && !rollout.waiting().isEmpty()
                && (atRest ? ready <= enough() : said(ConditionType.Degraded, ConditionReason.NoRoomToSurge.name()));
    }

    private boolean saidShortfall() {
        return said(ConditionType.Degraded, Reason.SLOUnreachable.name())
                || said(ConditionType.Degraded, ConditionReason.LoadNotCarried.name());
    }

    /** What status says already, which stands after a restart until the first forecast. */
    private boolean said(ConditionType type, String reason) {
        return Conditions.hasReason(InferenceStatuses.of(job).conditions(), type, reason);
    }

    private String count() {
        return ready + " of " + replicas + " replicas are ready";
    }

    private String held() {
        return sight.held().entrySet().stream()
                .map(e -> "replicas in " + e.getKey() + " cannot be made: " + e.getValue())
                .collect(Collectors.joining("; "));
    }

    private String notReady() {
        return "not Ready: " + String.join(", ", sight.notReady());
    }

    private String moving() {
        return sight.closed().isEmpty()
                ? "replicas leave nodes that were given up; " + count()
                : "replicas leave " + sight.closed().stream().sorted().collect(Collectors.joining(", "))
                        + ", where no new ones may start; " + count();
    }

    private String rollingOut() {
        String rolling = rollout.stages().entrySet().stream()
                .filter(e -> e.getValue() == Rollout.Stage.ROLLING)
                .map(e -> e.getKey() + " takes over a new template")
                .collect(Collectors.joining());
        String waiting =
                rollout.waiting().isEmpty() ? "" : String.join(", ", rollout.waiting()) + " waits for its turn";
        return rolling.isEmpty() || waiting.isEmpty() ? rolling + waiting : rolling + "; " + waiting;
    }
}

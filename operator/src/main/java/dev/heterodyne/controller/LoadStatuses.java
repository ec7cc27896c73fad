package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.Load;
import dev.heterodyne.api.LoadStatus;
import dev.heterodyne.cluster.AutoscalingReader;
import dev.heterodyne.cluster.Following;
import dev.heterodyne.prometheus.LoadQuery;
import dev.heterodyne.scaling.CarriedLoad;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The load that a job is sized for, and whether it is known, in the words of its status. What was written down before is
 * the floor of what is written next, so the copy to write over has to be the one looked at.
 */
final class LoadStatuses {
    private final LoadBoard board;
    private final StatusFactory factory;
    private final Clock clock;

    LoadStatuses(LoadBoard board, StatusFactory factory, Clock clock) {
        this.board = board;
        this.factory = factory;
        this.clock = clock;
    }

    /** The status with what is new about the load; empty where nothing is. */
    Optional<InferenceJobStatus> news(InferenceJob job) {
        InferenceJobStatus before = InferenceStatuses.of(job);
        if (job.getSpec().autoscaling() == null) {
            boolean none = before.load() == null
                    && Conditions.find(before.conditions(), ConditionType.LoadObserved.name())
                            .isEmpty();
            return none
                    ? Optional.empty()
                    : Optional.of(InferenceStatuses.with(
                            before,
                            null,
                            before.setbacks(),
                            draft(job).drop(ConditionType.LoadObserved).toList()));
        }
        return AutoscalingReader.read(job)
                .flatMap(f -> board.find(job, f.query()).map(seen -> observed(job, before, f, seen)))
                .filter(after -> !after.equals(before));
    }

    private InferenceJobStatus observed(
            InferenceJob job, InferenceJobStatus before, Following following, LoadBoard.Seen seen) {
        Instant now = clock.instant();
        CarriedLoad written = written(job, before.load(), following.query());
        CarriedLoad carried = seen.window().carry(now, following.rules(), written);
        StatusFactory.Draft draft = draft(job);
        String address = following.query().address().toString();
        if (seen.window().isFresh(now, following.rules())) {
            draft.yes(ConditionType.LoadObserved, ConditionReason.LoadRead, "the load is read from " + address);
        } else {
            String problem = seen.problem()
                    .orElseGet(() -> "spec.autoscaling.prometheus.address: " + address + " has stopped to answer");
            draft.no(
                    ConditionType.LoadObserved,
                    seen.window().newest().isEmpty() ? ConditionReason.LoadUnknown : ConditionReason.StaleLoad,
                    problem + ". No replica is taken away meanwhile");
        }
        boolean read = before.load() != null || seen.window().hasReadings();
        boolean same = before.load() != null && carried.equals(carried(before.load()));
        LoadStatus load = !read ? null : same ? before.load() : status(carried);
        return InferenceStatuses.with(before, load, before.setbacks(), draft.toList());
    }

    /** What is carried so far: the load in status, else the one that the spec states; of tokens only what is asked for. */
    private static CarriedLoad written(InferenceJob job, @Nullable LoadStatus status, LoadQuery query) {
        CarriedLoad all = status == null ? stated(job.getSpec().load()) : carried(status);
        return new CarriedLoad(
                all.requestsPerSecond(),
                query.promptTokens().isPresent() ? all.promptTokens() : OptionalDouble.empty(),
                query.outputTokens().isPresent() ? all.outputTokens() : OptionalDouble.empty());
    }

    private static CarriedLoad stated(@Nullable Load load) {
        return load == null
                ? CarriedLoad.UNKNOWN
                : new CarriedLoad(
                        figure(load.requestsPerSecond()), figure(load.promptTokens()), figure(load.outputTokens()));
    }

    private static CarriedLoad carried(LoadStatus status) {
        return new CarriedLoad(
                figure(status.requestsPerSecond()), figure(status.promptTokens()), figure(status.outputTokens()));
    }

    private LoadStatus status(CarriedLoad carried) {
        return new LoadStatus(
                figure(carried.requestsPerSecond()),
                figure(carried.promptTokens()),
                figure(carried.outputTokens()),
                factory.now());
    }

    private StatusFactory.Draft draft(InferenceJob job) {
        return factory.draft(
                InferenceStatuses.of(job).conditions(),
                Objects.requireNonNullElse(job.getMetadata().getGeneration(), 0L));
    }

    private static OptionalDouble figure(@Nullable Number figure) {
        return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure.doubleValue());
    }

    private static @Nullable Double figure(OptionalDouble figure) {
        return figure.isPresent() ? figure.getAsDouble() : null;
    }
}

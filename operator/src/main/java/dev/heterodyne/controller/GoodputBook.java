package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.Checkpoint;
import dev.heterodyne.api.Goodput;
import dev.heterodyne.api.TrainingJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up what becomes of a job's accelerator-time. */
final class GoodputBook {
    private static final double SECONDS_PER_HOUR = 3600;
    private final TrainingJob job;
    private final Goodput before;

    GoodputBook(TrainingJob job) {
        this.job = job;
        this.before = Optional.ofNullable(TrainingStatuses.of(job).goodput())
                .orElseGet(() -> new Goodput(0.0, 0.0, 0.0, 0, 0.0));
    }

    /** The wait since the last attempt, or since the creation, is over. */
    Goodput waitedUntil(String now) {
        Attempts attempts = Attempts.of(job);
        String since =
                attempts.last().map(Attempt::endTime).orElse(job.getMetadata().getCreationTimestamp());
        return new Goodput(
                before.allocatedHours(),
                before.usefulHours(),
                before.share(),
                attempts.all().isEmpty() ? 0 : or0(before.restarts()) + 1,
                or0(before.waitedSeconds()) + seconds(since, now));
    }

    /** An attempt is over. */
    Goodput with(Attempt ended) {
        double allocated = or0(before.allocatedHours()) + allocatedHours(ended);
        double useful = or0(before.usefulHours()) + usefulHours(ended);
        return new Goodput(
                allocated, useful, allocated > 0 ? useful / allocated : 0, before.restarts(), before.waitedSeconds());
    }

    /** Accelerator-hours that an attempt held. */
    static double allocatedHours(Attempt ended) {
        return hours(ended, seconds(ended.startTime(), ended.endTime()));
    }

    /** Accelerator-hours that an attempt has held so far. */
    static double allocatedHours(Attempt open, Instant now) {
        return hours(open, seconds(open.startTime(), now.toString()));
    }

    /**
     * Accelerator-hours of an attempt that are not lost: all since its pods were ready where it completed, else whole intervals
     * between checkpoints, else nothing.
     */
    double usefulHours(Attempt ended) {
        double ran = seconds(ended.readyTime(), ended.endTime());
        if (ended.outcome() == AttemptOutcome.Completed) {
            return hours(ended, ran);
        }
        Integer interval = Optional.ofNullable(job.getSpec().checkpoint())
                .map(Checkpoint::intervalSeconds)
                .orElse(null);
        return interval == null ? 0 : hours(ended, Math.floor(ran / interval) * interval);
    }

    private static double hours(Attempt attempt, double seconds) {
        return Objects.requireNonNullElse(attempt.accelerators(), 0) * seconds / SECONDS_PER_HOUR;
    }

    private static double seconds(@Nullable String from, @Nullable String to) {
        return from == null || to == null
                ? 0
                : Math.max(
                        0,
                        Duration.between(Instant.parse(from), Instant.parse(to)).toMillis() / 1000.0);
    }

    private static double or0(@Nullable Double figure) {
        return Objects.requireNonNullElse(figure, 0.0);
    }

    private static int or0(@Nullable Integer figure) {
        return Objects.requireNonNullElse(figure, 0);
    }
}

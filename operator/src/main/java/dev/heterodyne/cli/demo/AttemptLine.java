package dev.heterodyne.cli.demo;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.AttemptOutcome;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An attempt that is over, as the demo shows it.
 *
 * @param reason empty where none is given
 */
record AttemptLine(String job, int number, String pool, AttemptOutcome outcome, String reason) {
    static List<AttemptLine> of(TrainingJob job) {
        return Optional.ofNullable(job.getStatus()).map(TrainingJobStatus::attempts).orElse(List.of()).stream()
                .filter(a -> !a.isOpen())
                .map(a -> of(job.getMetadata().getName(), a))
                .toList();
    }

    private static AttemptLine of(String job, Attempt attempt) {
        return new AttemptLine(
                job,
                Objects.requireNonNullElse(attempt.number(), 1),
                Objects.requireNonNullElse(attempt.pool(), ""),
                Objects.requireNonNull(attempt.outcome()),
                Objects.requireNonNullElse(attempt.reason(), ""));
    }
}

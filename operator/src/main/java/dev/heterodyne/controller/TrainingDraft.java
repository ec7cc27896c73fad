package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.Goodput;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobStatus;
import dev.heterodyne.api.TrainingPlacement;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A training job's status being changed: all that is not set stays as it was. */
final class TrainingDraft {
    private final TrainingJob job;
    private final StatusFactory.Draft conditions;
    private Phase phase;
    private @Nullable TrainingPlacement placement;
    private @Nullable String retryTime;
    private @Nullable Goodput goodput;
    private Attempts attempts;

    TrainingDraft(TrainingJob job, StatusFactory factory) {
        TrainingJobStatus before = TrainingStatuses.of(job);
        this.job = job;
        this.conditions = factory.draft(before.conditions(), job.getMetadata().getGeneration());
        this.phase = Objects.requireNonNullElse(before.phase(), Phase.Pending);
        this.placement = before.placement();
        this.retryTime = before.retryTime();
        this.goodput = before.goodput();
        this.attempts = Attempts.of(job);
    }

    StatusFactory.Draft conditions() {
        return conditions;
    }

    TrainingDraft phase(Phase now) {
        phase = now;
        return this;
    }

    TrainingDraft placement(@Nullable TrainingPlacement now) {
        placement = now;
        return this;
    }

    TrainingDraft retryTime(@Nullable String now) {
        retryTime = now;
        return this;
    }

    TrainingDraft goodput(Goodput now) {
        goodput = now;
        return this;
    }

    TrainingDraft attempts(Attempts now) {
        attempts = now;
        return this;
    }

    TrainingJobStatus build() {
        List<Attempt> tries = attempts.all();
        List<Condition> said = conditions.toList();
        return new TrainingJobStatus(
                job.getMetadata().getGeneration(),
                phase,
                placement,
                retryTime,
                goodput,
                tries.isEmpty() ? null : tries,
                said.isEmpty() ? null : said);
    }
}

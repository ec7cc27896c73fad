package dev.heterodyne.it;

import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** What a training job's status says. */
final class TrainingAssert extends AbstractAssert<TrainingAssert, TrainingJob> {
    private TrainingAssert(TrainingJob job) {
        super(job, TrainingAssert.class);
    }

    static TrainingAssert that(TrainingJob job) {
        TrainingAssert asserted = new TrainingAssert(job);
        asserted.isNotNull();
        Assertions.assertThat(job.getStatus())
                .as("status of %s", job.getMetadata().getName())
                .isNotNull();
        return asserted;
    }

    TrainingAssert isIn(Phase phase) {
        Assertions.assertThat(actual.getStatus().phase())
                .as(
                        "phase of %s: %s",
                        actual.getMetadata().getName(), actual.getStatus().conditions())
                .isEqualTo(phase);
        return this;
    }

    TrainingAssert hasCondition(String type, String status, String reason) {
        ConditionAssert.has(actual.getStatus().conditions(), type, status, reason);
        Assertions.assertThat(actual.getStatus().observedGeneration())
                .as("observedGeneration")
                .isEqualTo(actual.getMetadata().getGeneration());
        return this;
    }

    /** Waits, and nothing has been made or reserved for it. */
    TrainingAssert waitsFor(String reason) {
        isIn(Phase.Pending).hasCondition("Placed", "False", reason);
        if (actual.getStatus().placement() != null) {
            Assertions.assertThat(actual.getStatus().placement().nodes()).isNullOrEmpty();
        }
        Assertions.assertThat(actual.getStatus().attempts()).isNullOrEmpty();
        return this;
    }
}

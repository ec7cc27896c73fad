package dev.heterodyne.controller;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.TrainingJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Optional;

/** The batch Jobs of a training job's attempts; what an earlier job of the same name left behind is none of them. */
final class BatchJobs {
    private BatchJobs() {}

    static List<Job> of(TrainingJob job, Context<TrainingJob> context) {
        String uid = job.getMetadata().getUid();
        return context.getSecondaryResources(Job.class).stream()
                .filter(j -> j.hasOwnerReferenceFor(uid))
                .toList();
    }

    /** That of one attempt; empty where it is not made yet, or gone. */
    static Optional<Job> of(TrainingJob job, Attempt attempt, Context<TrainingJob> context) {
        return of(job, context).stream().filter(j -> Attempts.isOf(attempt, j)).findFirst();
    }
}

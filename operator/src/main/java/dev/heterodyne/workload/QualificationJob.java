package dev.heterodyne.workload;

import dev.heterodyne.api.FailurePolicy;
import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingJobSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The canary run that a policy's template becomes on one pool. */
public final class QualificationJob {
    private static final int KEPT_SECONDS = 86_400;
    private static final FailurePolicy ONE_TRY = new FailurePolicy(1, 1, null);

    private QualificationJob() {}

    /**
     * The run of that number: one attempt, as a canary, on that pool alone, deleted a day after its end unless the template
     * says otherwise.
     */
    public static TrainingJob of(String namespace, TrainingJobSpec spec, String pool, int number) {
        TrainingJob job = new TrainingJob();
        job.setMetadata(new ObjectMetaBuilder()
                .withName(ChildNames.qualification(pool, number))
                .withNamespace(namespace)
                .addToLabels(ChildLabels.MANAGED_BY, ChildLabels.MANAGER)
                .addToLabels(Heterodyne.QUALIFIES_LABEL, ChildNames.labelValue(pool))
                .addToLabels(Heterodyne.RUN_LABEL, String.valueOf(number))
                .build());
        job.setSpec(new TrainingJobSpec(
                null,
                spec.priorityClassName(),
                null,
                true,
                spec.model(),
                spec.replicas(),
                spec.acceleratorsPerReplica(),
                spec.parallelism(),
                spec.runtimes(),
                spec.checkpoint(),
                spec.topology(),
                Objects.requireNonNullElse(spec.failurePolicy(), ONE_TRY),
                List.of(pool),
                null,
                Objects.requireNonNullElse(spec.ttlSecondsAfterFinished(), KEPT_SECONDS)));
        return job;
    }

    /** Number of a run, 0 where the job is none. */
    public static int number(TrainingJob job) {
        return Optional.ofNullable(job.getMetadata().getLabels())
                .map(l -> l.get(Heterodyne.RUN_LABEL))
                .filter(n -> n.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
    }
}

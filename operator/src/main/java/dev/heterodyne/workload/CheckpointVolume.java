package dev.heterodyne.workload;

import static dev.heterodyne.workload.AcceleratorPod.env;

import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.Checkpoint;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The volume a job keeps its checkpoints on, mounted into the first container, what an attempt is told of them, and the time it has
 * to save the last.
 */
record CheckpointVolume(@Nullable Checkpoint checkpoint) {
    private static final String VOLUME = "heterodyne-checkpoints";
    private static final String DEFAULT_PATH = "/checkpoints";

    List<EnvVar> environment(Attempt attempt) {
        if (checkpoint == null) {
            return List.of();
        }
        List<EnvVar> environment = new ArrayList<>();
        environment.add(env("CHECKPOINT_PATH", path(checkpoint)));
        if (checkpoint.intervalSeconds() != null) {
            environment.add(env(
                    "HETERODYNE_CHECKPOINT_INTERVAL_SECONDS",
                    checkpoint.intervalSeconds().toString()));
        }
        if (TrainingChildren.number(attempt) > 1) {
            environment.add(env("HETERODYNE_RESUME", "true"));
        }
        if (attempt.resumedFromStep() != null) {
            environment.add(
                    env("HETERODYNE_RESUME_STEP", attempt.resumedFromStep().toString()));
        }
        return environment;
    }

    PodTemplateSpec mountedIn(PodTemplateSpec template) {
        if (checkpoint == null
                || checkpoint.volumeClaimName() == null
                || template.getSpec().getContainers().isEmpty()) {
            return template;
        }
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .addNewVolume()
                .withName(VOLUME)
                .withNewPersistentVolumeClaim()
                .withClaimName(checkpoint.volumeClaimName())
                .endPersistentVolumeClaim()
                .endVolume()
                .editFirstContainer()
                .addNewVolumeMount()
                .withName(VOLUME)
                .withMountPath(path(checkpoint))
                .endVolumeMount()
                .endContainer()
                .endSpec()
                .build();
    }

    /** With time to save the job's state before the end, at least as much as the template allows. */
    PodTemplateSpec graceful(PodTemplateSpec template) {
        if (checkpoint == null || checkpoint.graceSeconds() == null) {
            return template;
        }
        long asked = checkpoint.graceSeconds();
        Long allowed = template.getSpec().getTerminationGracePeriodSeconds();
        return new PodTemplateSpecBuilder(template)
                .editSpec()
                .withTerminationGracePeriodSeconds(allowed == null ? asked : Math.max(allowed, asked))
                .endSpec()
                .build();
    }

    private static String path(Checkpoint checkpoint) {
        return checkpoint.path() == null ? DEFAULT_PATH : checkpoint.path();
    }
}

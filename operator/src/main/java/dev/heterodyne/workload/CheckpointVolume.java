package dev.heterodyne.workload;

import dev.heterodyne.api.Checkpoint;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The volume a job keeps its checkpoints on, mounted into the first container. */
record CheckpointVolume(@Nullable Checkpoint checkpoint) {
    private static final String VOLUME = "heterodyne-checkpoints";
    private static final String DEFAULT_PATH = "/checkpoints";

    List<EnvVar> environment() {
        return checkpoint == null ? List.of() : List.of(AcceleratorPod.env("CHECKPOINT_PATH", path(checkpoint)));
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

    private static String path(Checkpoint checkpoint) {
        return checkpoint.path() == null ? DEFAULT_PATH : checkpoint.path();
    }
}

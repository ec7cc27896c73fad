package dev.heterodyne.cli.report;

import dev.heterodyne.placement.model.WorkloadKind;

/** Kinds of jobs as manifests name them. */
final class KindNames {
    private KindNames() {}

    static String of(WorkloadKind kind) {
        return switch (kind) {
            case TRAINING -> "TrainingJob";
            case INFERENCE -> "InferenceJob";
        };
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.workload.ChildLabels;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Names of jobs. */
final class Jobs {
    private Jobs() {}

    static JobId id(HasMetadata job) {
        return new JobId(
                job instanceof InferenceJob ? WorkloadKind.INFERENCE : WorkloadKind.TRAINING,
                job.getMetadata().getNamespace(),
                job.getMetadata().getName());
    }

    static String kind(JobId job) {
        return job.kind() == WorkloadKind.TRAINING ? ChildLabels.TRAINING : ChildLabels.INFERENCE;
    }
}

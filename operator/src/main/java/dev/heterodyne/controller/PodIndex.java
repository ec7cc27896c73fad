package dev.heterodyne.controller;

import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.workload.ChildLabels;
import dev.heterodyne.workload.ChildNames;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** Finds the pods of a job. */
final class PodIndex {
    static final String NAME = "job";

    private PodIndex() {}

    /** Keys of a pod: its job's, where it has one. */
    static List<String> keys(Pod pod) {
        return job(pod).map(PodIndex::key).map(List::of).orElse(List.of());
    }

    static String key(JobId job) {
        return Jobs.kind(job) + "/" + job.namespace() + "/" + ChildNames.labelValue(job.name());
    }

    /** The job that a pod was made for. */
    static Optional<JobId> job(Pod pod) {
        return ChildLabels.job(pod);
    }
}

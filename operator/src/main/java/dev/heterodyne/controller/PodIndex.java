package dev.heterodyne.controller;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.workload.ChildLabels;
import dev.heterodyne.workload.ChildNames;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
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

    /** The job that a pod's labels name. */
    static Optional<JobId> job(Pod pod) {
        Map<String, String> labels =
                Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
        String kind = labels.getOrDefault(Heterodyne.JOB_KIND_LABEL, "");
        WorkloadKind workload = ChildLabels.INFERENCE.equals(kind) ? WorkloadKind.INFERENCE : WorkloadKind.TRAINING;
        return Optional.ofNullable(labels.get(Heterodyne.JOB_NAME_LABEL))
                .filter(name -> kind.equals(ChildLabels.TRAINING) || kind.equals(ChildLabels.INFERENCE))
                .map(name -> new JobId(workload, pod.getMetadata().getNamespace(), name));
    }
}

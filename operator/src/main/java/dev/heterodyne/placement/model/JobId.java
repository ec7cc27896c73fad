package dev.heterodyne.placement.model;

import java.util.Comparator;

/** Names a job in the cluster. */
public record JobId(WorkloadKind kind, String namespace, String name) implements Comparable<JobId> {
    private static final Comparator<JobId> ORDER =
            Comparator.comparing(JobId::namespace).thenComparing(JobId::name).thenComparing(JobId::kind);

    @Override
    public int compareTo(JobId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (kind == WorkloadKind.TRAINING ? "TrainingJob " : "InferenceJob ") + namespace + "/" + name;
    }
}

package dev.heterodyne.workload;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Labels of what is made for a job, and the way back from them. */
public final class ChildLabels {
    /** Label that says who wrote an object. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** Value of {@link #MANAGED_BY}, and the field manager of every apply. */
    public static final String MANAGER = "heterodyne";
    /** Value of the job-kind label for training. */
    public static final String TRAINING = "TrainingJob";
    /** Value of the job-kind label for inference. */
    public static final String INFERENCE = "InferenceJob";

    private ChildLabels() {}

    /** What selects every pod of a job. */
    public static Map<String, String> selector(String kind, String job) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(Heterodyne.JOB_KIND_LABEL, kind);
        labels.put(Heterodyne.JOB_NAME_LABEL, ChildNames.labelValue(job));
        return labels;
    }

    /**
     * The job that an object was made for; empty where it is nobody's of ours. An annotation says the name where it was cut
     * for the label, and counts only where it cuts to that very label.
     */
    public static Optional<JobId> job(HasMetadata child) {
        Map<String, String> labels =
                Optional.ofNullable(child.getMetadata().getLabels()).orElse(Map.of());
        String label = labels.get(Heterodyne.JOB_NAME_LABEL);
        String namespace = child.getMetadata().getNamespace();
        if (label == null || namespace == null) {
            return Optional.empty();
        }
        String name = Optional.ofNullable(child.getMetadata().getAnnotations())
                .map(a -> a.get(Heterodyne.JOB_NAME_LABEL))
                .filter(full -> label.equals(ChildNames.labelValue(full)))
                .orElse(label);
        return switch (labels.getOrDefault(Heterodyne.JOB_KIND_LABEL, "")) {
            case TRAINING -> Optional.of(new JobId(WorkloadKind.TRAINING, namespace, name));
            case INFERENCE -> Optional.of(new JobId(WorkloadKind.INFERENCE, namespace, name));
            default -> Optional.empty();
        };
    }

    /** The annotation with the name of a job whose label cannot hold it; none for others. */
    static Map<String, String> fullName(String job) {
        return ChildNames.labelValue(job).equals(job) ? Map.of() : Map.of(Heterodyne.JOB_NAME_LABEL, job);
    }

    /** {@code selector} and the label of an attempt. */
    static Map<String, String> ofAttempt(String job, int attempt) {
        Map<String, String> labels = selector(TRAINING, job);
        labels.put(Heterodyne.ATTEMPT_LABEL, String.valueOf(attempt));
        return labels;
    }

    /** All labels of what belongs to an attempt. */
    static Map<String, String> describedAttempt(String job, int attempt, String pool) {
        Map<String, String> labels = described(ofAttempt(job, attempt), job, "training");
        labels.put(Heterodyne.POOL_LABEL, ChildNames.labelValue(pool));
        return labels;
    }

    /** {@code selector} and the label of a pool. */
    static Map<String, String> ofShare(String job, String pool) {
        Map<String, String> labels = selector(INFERENCE, job);
        labels.put(Heterodyne.POOL_LABEL, ChildNames.labelValue(pool));
        return labels;
    }

    /** The labels that identify an object, and those that people and tools look for. */
    static Map<String, String> described(Map<String, String> identity, String job, String component) {
        Map<String, String> labels = new TreeMap<>(identity);
        labels.put("app.kubernetes.io/name", MANAGER);
        labels.put("app.kubernetes.io/instance", ChildNames.labelValue(job));
        labels.put("app.kubernetes.io/component", component);
        labels.put(MANAGED_BY, MANAGER);
        return labels;
    }
}

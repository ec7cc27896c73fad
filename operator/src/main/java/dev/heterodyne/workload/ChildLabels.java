package dev.heterodyne.workload;

import dev.heterodyne.api.Heterodyne;
import java.util.Map;
import java.util.TreeMap;

/** Labels of what is made for a job. */
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

    /** {@code selector} and the label of an attempt. */
    static Map<String, String> ofAttempt(String job, int attempt) {
        Map<String, String> labels = selector(TRAINING, job);
        labels.put(Heterodyne.ATTEMPT_LABEL, String.valueOf(attempt));
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

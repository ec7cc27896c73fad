package dev.heterodyne.api;

/** Names that every resource of the API shares. */
public final class Heterodyne {
    /** API group. */
    public static final String GROUP = "heterodyne.dev";
    /** API version. */
    public static final String VERSION = "v1alpha1";
    /** Label on everything made for a job: its kind, TrainingJob or InferenceJob. */
    public static final String JOB_KIND_LABEL = GROUP + "/job-kind";
    /**
     * Label on everything made for a job: its name, cut and with a hash where it is longer than a label may be. Pods of such
     * a job also carry an annotation of this key with the whole name.
     */
    public static final String JOB_NAME_LABEL = GROUP + "/job-name";
    /** Label on what belongs to one attempt of a training job: its number. */
    public static final String ATTEMPT_LABEL = GROUP + "/attempt";
    /** Label on what belongs to one pool's share of a job. */
    public static final String POOL_LABEL = GROUP + "/pool";
    /** Label on the pods of a job whose replicas may be of several: leader for the one that takes requests, else worker. */
    public static final String ROLE_LABEL = GROUP + "/role";
    /** Annotation in which a pod tells the last training step that it has saved. */
    public static final String SAVED_STEP = GROUP + "/saved-step";
    /** Scheduling gate that holds a pod until its node is written into it. */
    public static final String TOPOLOGY_GATE = GROUP + "/topology";
    /** On a canary run that the operator started: the pool that it is to qualify. */
    public static final String QUALIFIES_LABEL = "heterodyne.dev/qualifies";
    /** With it: number of the run. */
    public static final String RUN_LABEL = "heterodyne.dev/run";

    private Heterodyne() {}
}

package dev.heterodyne.workload;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Replicas of several pods as a LeaderWorkerSet. Its controller starts the pods of a replica together, tells each the address
 * of the leader (LWS_LEADER_ADDRESS) and its place (LWS_WORKER_INDEX), and starts the replica anew where one of them fails.
 */
public final class PodGroup {
    /** API version of what is made. */
    public static final String API_VERSION = "leaderworkerset.x-k8s.io/v1";
    /** Kind of what is made. */
    public static final String KIND = "LeaderWorkerSet";
    /** Label that LeaderWorkerSet puts on a pod: the replica's number. */
    public static final String GROUP_INDEX = "leaderworkerset.sigs.k8s.io/group-index";
    /** Label that LeaderWorkerSet puts on a pod: its number in the replica, 0 for the leader. */
    public static final String WORKER_INDEX = "leaderworkerset.sigs.k8s.io/worker-index";

    /** Annotation on a pod: {@link TemplateRevision} that it runs. */
    public static final String REVISION = Heterodyne.GROUP + "/revision";

    static final String LEADER = "leader";
    private static final String WORKER = "worker";

    private PodGroup() {}

    /** What a pod is in its replica. */
    record Role(String name) {
        /** Labels of a pod in this role. */
        Map<String, String> on(Map<String, String> labels) {
            Map<String, String> result = new TreeMap<>(labels);
            result.put(Heterodyne.ROLE_LABEL, name);
            return result;
        }
    }

    /**
     * The set. A rollout takes a replica down before its successor starts, unless there are seats for one more.
     *
     * @param template the pods in a role; must not depend on where they run, or a change of nodes would roll out
     */
    static GenericKubernetesResource of(ObjectMeta meta, Share share, Function<Role, PodTemplateSpec> template) {
        int surge = share.surgeNodes().isEmpty() ? 0 : 1;
        Map<String, Object> pods = new LinkedHashMap<>();
        pods.put("size", share.podsPerReplica());
        pods.put("restartPolicy", "RecreateGroupOnPodRestart");
        pods.put("leaderTemplate", template.apply(new Role(LEADER)));
        pods.put("workerTemplate", template.apply(new Role(WORKER)));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("replicas", share.replicas());
        spec.put("startupPolicy", "LeaderCreated");
        spec.put("rolloutStrategy", rollingOut(surge));
        spec.put("leaderWorkerTemplate", pods);
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withMetadata(meta)
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    /** In one order always: the fingerprint of the set is taken of what is written. */
    private static Map<String, Object> rollingOut(int surge) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("maxSurge", surge);
        bounds.put("maxUnavailable", 1 - surge);
        Map<String, Object> strategy = new LinkedHashMap<>();
        strategy.put("type", "RollingUpdate");
        strategy.put("rollingUpdateConfiguration", bounds);
        return strategy;
    }
}

package dev.heterodyne.workload;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One replica of several pods as a LeaderWorkerSet. Its controller starts the pods of a replica together, tells each the address
 * of the leader (LWS_LEADER_ADDRESS) and its place (LWS_WORKER_INDEX), and starts the replica anew where one of them fails. Each
 * replica has a set of its own: of a set with several, only the last could be removed, whichever node is to be left.
 */
public final class PodGroup {
    /** API version of what is made. */
    public static final String API_VERSION = "leaderworkerset.x-k8s.io/v1";
    /** Kind of what is made. */
    public static final String KIND = "LeaderWorkerSet";
    /** Label that LeaderWorkerSet puts on a pod: the name of its set. */
    public static final String SET_NAME = "leaderworkerset.sigs.k8s.io/name";
    /** Label that LeaderWorkerSet puts on a pod: its number in the replica, 0 for the leader. */
    public static final String WORKER_INDEX = "leaderworkerset.sigs.k8s.io/worker-index";
    /** Annotation on a pod: fingerprint of the templates of its set that it is made by. */
    public static final String REVISION = Heterodyne.GROUP + "/revision";

    static final String LEADER = "leader";
    private static final String WORKER = "worker";
    private static final String SPEC = "spec";
    private static final String PODS = "leaderWorkerTemplate";
    private static final String LEADER_TEMPLATE = "leaderTemplate";
    private static final String WORKER_TEMPLATE = "workerTemplate";

    private static final Map<String, Object> IN_PLACE = inPlace();

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
     * The set of one replica. With another template the replica is taken down, and comes up by it.
     *
     * @param template the pods in a role; must not depend on where they run, or a change of nodes would roll out
     */
    static GenericKubernetesResource of(ObjectMeta meta, Share share, Function<Role, PodTemplateSpec> template) {
        PodTemplateSpec leader = template.apply(new Role(LEADER));
        PodTemplateSpec worker = template.apply(new Role(WORKER));
        String revision = TemplateRevision.of(leader, worker);
        Map<String, Object> pods = new LinkedHashMap<>();
        pods.put("size", share.podsPerReplica());
        pods.put("restartPolicy", "RecreateGroupOnPodRestart");
        pods.put(LEADER_TEMPLATE, revised(leader, revision));
        pods.put(WORKER_TEMPLATE, revised(worker, revision));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("replicas", 1);
        spec.put("startupPolicy", "LeaderCreated");
        spec.put("rolloutStrategy", IN_PLACE);
        spec.put(PODS, pods);
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(KIND)
                .withMetadata(meta)
                .addToAdditionalProperties(SPEC, spec)
                .build();
    }

    /** {@link #REVISION} that the pods of a set are to have; empty where somebody took it away. */
    public static String revision(GenericKubernetesResource set) {
        Object template = set.get(SPEC, PODS, LEADER_TEMPLATE);
        Object revision = template instanceof PodTemplateSpec written
                ? written.getMetadata().getAnnotations().get(REVISION)
                : set.get(SPEC, PODS, LEADER_TEMPLATE, "metadata", "annotations", REVISION);
        return Objects.toString(revision, "");
    }

    /** Gives a set that is yet to be written the pods of another, so that it takes over no other template. */
    public static void adopt(GenericKubernetesResource set, GenericKubernetesResource from) {
        set.<Map<String, Object>>get(SPEC).put(PODS, from.get(SPEC, PODS));
    }

    /** In one order always, as all of the set: a fingerprint is taken of what is written. */
    private static Map<String, Object> inPlace() {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("maxSurge", 0);
        bounds.put("maxUnavailable", 1);
        Map<String, Object> strategy = new LinkedHashMap<>();
        strategy.put("type", "RollingUpdate");
        strategy.put("rollingUpdateConfiguration", bounds);
        return Collections.unmodifiableMap(strategy);
    }

    private static PodTemplateSpec revised(PodTemplateSpec template, String revision) {
        return new PodTemplateSpecBuilder(template)
                .editOrNewMetadata()
                .addToAnnotations(REVISION, revision)
                .endMetadata()
                .build();
    }
}

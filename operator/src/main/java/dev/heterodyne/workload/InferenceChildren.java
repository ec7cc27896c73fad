package dev.heterodyne.workload;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.InferenceRuntime;
import dev.heterodyne.api.ServicePort;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.placement.cycle.Share;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an inference job consists of. */
public final class InferenceChildren {
    private static final String COMPONENT = "inference";
    private final InferenceJob job;
    private final String name;
    private final Map<String, String> identity;
    private final Map<String, String> labels;

    public InferenceChildren(InferenceJob job) {
        this.job = job;
        this.name = job.getMetadata().getName();
        this.identity = ChildLabels.selector(ChildLabels.INFERENCE, name);
        this.labels = ChildLabels.described(identity, name, COMPONENT);
    }

    /** The Service over the replicas of all shares, where the job asks for one. */
    public Optional<Service> service() {
        return Optional.ofNullable(job.getSpec().service())
                .map(ServicePort::port)
                .map(port -> new ServiceBuilder()
                        .withMetadata(meta(ChildNames.service(name), labels))
                        .withNewSpec()
                        .withSelector(serving())
                        .addNewPort()
                        .withName("http")
                        .withPort(port)
                        .withTargetPort(new IntOrString(port))
                        .withProtocol("TCP")
                        .endPort()
                        .endSpec()
                        .build());
    }

    /** Lets a drain take one replica at a time, and none of the least that are to be ready. */
    public PodDisruptionBudget disruptionBudget(int replicas) {
        int least = Math.max(job.getSpec().replicas().min(), replicas - 1);
        return new PodDisruptionBudgetBuilder()
                .withMetadata(meta(ChildNames.service(name), labels))
                .withNewSpec()
                .withMinAvailable(new IntOrString(Math.max(0, least)))
                .withNewSelector()
                .withMatchLabels(serving())
                .endSelector()
                .endSpec()
                .build();
    }

    /**
     * The replicas in one pool. A rollout starts a successor before it takes a replica down where the share holds a node
     * for it, else after.
     *
     * @param replicas pods to have, which for a while may be more than the share's
     */
    public Deployment deployment(Share share, PoolBinding pool, int replicas) {
        int surge = share.surgeNodes().isEmpty() ? 0 : 1;
        Map<String, String> own = ChildLabels.ofShare(name, share.pool());
        Map<String, String> described = ChildLabels.described(own, name, COMPONENT);
        Map<String, String> onPod = new TreeMap<>(described);
        if (groups()) {
            onPod.put(Heterodyne.ROLE_LABEL, PodGroup.LEADER);
        }
        AcceleratorPod pod = new AcceleratorPod(name, share, pool);
        return new DeploymentBuilder()
                .withMetadata(meta(ChildNames.share(name, share.pool()), described))
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(own)
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(surge))
                .withMaxUnavailable(new IntOrString(1 - surge))
                .endRollingUpdate()
                .endStrategy()
                .withTemplate(pod.template(
                        runtime(share.stack()),
                        own,
                        onPod,
                        job.getSpec().priorityClassName(),
                        Pinning.SEATED,
                        pod.placementEnvironment()))
                .endSpec()
                .build();
    }

    /** The replicas in one pool, each of several pods. */
    public GenericKubernetesResource leaderWorkerSet(Share share, PoolBinding pool) {
        Map<String, String> described = ChildLabels.described(ChildLabels.ofShare(name, share.pool()), name, COMPONENT);
        AcceleratorPod pod = new AcceleratorPod(name, share, pool);
        return PodGroup.of(
                meta(ChildNames.groups(name, share.pool()), described),
                share,
                role -> new PodTemplateSpecBuilder(pod.template(
                                runtime(share.stack()),
                                Map.of(),
                                role.on(described),
                                job.getSpec().priorityClassName(),
                                Pinning.SEATED,
                                pod.placementEnvironment()))
                        .editMetadata()
                        .addToAnnotations(PodGroup.REVISION, revision(share, pool))
                        .endMetadata()
                        .build());
    }

    /**
     * What a share is to run, as {@link TemplateRevision} tells; in the words of status where it does already, since any others
     * on a pod would make another template. Empty where the job has no runtime for it.
     */
    public String revision(Share share, PoolBinding pool) {
        PoolTolerations tolerations = name -> Optional.of(pool.tolerations());
        return TemplateRevision.of(job.getSpec(), share.stack())
                .map(wanted -> recorded(share.pool())
                        .filter(recorded -> wanted.isRunBy(recorded, tolerations))
                        .map(ShareStatus::revision)
                        .orElseGet(() -> wanted.in(share.pool(), tolerations)))
                .orElse("");
    }

    private Optional<ShareStatus> recorded(String pool) {
        return Optional.ofNullable(job.getStatus())
                .map(InferenceJobStatus::placement)
                .map(InferencePlacement::shares)
                .stream()
                .flatMap(List::stream)
                .filter(s -> pool.equals(s.pool()))
                .findFirst();
    }

    /** Whether a replica may be of several pods, so that only one of them takes requests. */
    public boolean groups() {
        int ofJob = Objects.requireNonNullElse(job.getSpec().podsPerReplica(), 1);
        return job.getSpec().runtimes().stream()
                .anyMatch(r -> Objects.requireNonNullElse(r.podsPerReplica(), ofJob) > 1);
    }

    /** Selects one pod of each replica. */
    private Map<String, String> serving() {
        Map<String, String> selector = new TreeMap<>(identity);
        if (groups()) {
            selector.put(Heterodyne.ROLE_LABEL, PodGroup.LEADER);
        }
        return selector;
    }

    /** Name of {@link #deployment} for a pool. */
    public String deploymentName(String pool) {
        return ChildNames.share(name, pool);
    }

    private io.fabric8.kubernetes.api.model.ObjectMeta meta(String child, Map<String, String> childLabels) {
        return Ownership.childOf((HasMetadata) job, child, childLabels);
    }

    private @Nullable PodTemplateSpec runtime(String stack) {
        return job.getSpec().runtimes().stream()
                .filter(r -> r.stack().equals(stack))
                .findFirst()
                .map(InferenceRuntime::template)
                .orElse(null);
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.CountedAttempt;
import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.RankTable;
import dev.heterodyne.api.TopologyLevel;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cluster.AttemptReader;
import dev.heterodyne.evidence.Belief;
import dev.heterodyne.evidence.Evidence;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.workload.ChildNames;
import dev.heterodyne.workload.NodeSite;
import dev.heterodyne.workload.PlacedShares;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers from the watch's memory, without a call to the API server. */
final class ClusterView {
    static final String UID_INDEX = "uid";
    /** Stands in where only counts are asked for. */
    private static final Belief NO_PRIOR = new Belief(0.5, 1, 1, 1);

    private static final String HOSTNAME = "kubernetes.io/hostname";
    private final ClusterWatch watch;

    ClusterView(ClusterWatch watch) {
        this.watch = watch;
    }

    /** What pods on these nodes need to know of the pool; empty where the pool or its class is gone. */
    Optional<PoolBinding> binding(String pool, Collection<String> nodes) {
        return find(AcceleratorPool.class, pool)
                .flatMap(p -> find(AcceleratorClass.class, p.getSpec().className())
                        .map(accelerator -> new PoolBinding(
                                pool,
                                accelerator.getSpec().resourceName(),
                                Optional.ofNullable(p.getSpec().tolerations()).orElse(List.of()),
                                sites(p, nodes),
                                Optional.ofNullable(accelerator.getSpec().rankTable())
                                        .orElse(RankTable.None))));
    }

    /** The tolerations that a pool adds to pods; empty where the pool is gone. */
    Optional<List<Toleration>> tolerations(String pool) {
        return find(AcceleratorPool.class, pool)
                .map(p -> Optional.ofNullable(p.getSpec().tolerations()).orElse(List.of()));
    }

    /** Name of the class of a pool, empty where it is unknown. */
    String className(String pool) {
        return find(AcceleratorPool.class, pool)
                .map(p -> p.getSpec().className())
                .orElse("");
    }

    /** Version of a pool's stack, where it states one. */
    @Nullable
    String stackVersion(String pool) {
        return find(AcceleratorPool.class, pool)
                .map(p -> p.getSpec().stackVersion())
                .orElse(null);
    }

    boolean poolExists(String pool) {
        return find(AcceleratorPool.class, pool).isPresent();
    }

    /** What a pool's status has counted of an attempt. */
    Optional<CountedAttempt> counted(String pool, String attempt) {
        return find(AcceleratorPool.class, pool).flatMap(p -> PoolStatuses.counted(p, attempt));
    }

    /** The setbacks of a job that pools have counted and still keep the name of. */
    List<ServingEvidence.Counted> countedSetbacks(String uid) {
        return watch.informer(AcceleratorPool.class).getStore().list().stream()
                .flatMap(pool -> Optional.ofNullable(PoolStatuses.of(pool).counted()).orElse(List.of()).stream())
                .flatMap(c -> SetbackName.parse(c.attempt())
                        .filter(name -> name.uid().equals(uid))
                        .map(name -> new ServingEvidence.Counted(name, c.outcome()))
                        .stream())
                .toList();
    }

    /** Whether the job of an attempt, or of a setback, has yet to show its end. */
    boolean awaitsEnd(String attempt) {
        Optional<SetbackName> setback = SetbackName.parse(attempt);
        if (setback.isPresent()) {
            return watch
                    .informer(InferenceJob.class)
                    .getIndexer()
                    .byIndex(UID_INDEX, setback.get().uid())
                    .stream()
                    .anyMatch(job -> ServingSetbacks.awaits(job, setback.get()));
        }
        return watch.informer(TrainingJob.class).getIndexer().byIndex(UID_INDEX, EvidenceInbox.uidOf(attempt)).stream()
                .anyMatch(job ->
                        !TrainingStatuses.isOver(job) && !Attempts.of(job).hasEnded(EvidenceInbox.numberOf(attempt)));
    }

    /** The nodes of a share as they are now, with what the share needs of each. */
    List<AttemptReader.Place> places(Share share) {
        return share.reservation().acceleratorsByNode().entrySet().stream()
                .map(e -> new AttemptReader.Place(e.getKey(), find(Node.class, e.getKey()), e.getValue(), false))
                .toList();
    }

    /** Extended resource that the accelerators of a pool are counted by, empty where pool or class is gone. */
    String resourceName(String pool) {
        return find(AcceleratorClass.class, className(pool))
                .map(c -> c.getSpec().resourceName())
                .orElse("");
    }

    /** Country of origin of a class, where it states one. */
    Optional<String> origin(String className) {
        return find(AcceleratorClass.class, className).map(c -> c.getSpec().origin());
    }

    /** Canary runs, over or not, that the operator started to qualify a pool. */
    List<TrainingJob> qualificationRuns(String pool) {
        return trainings()
                .filter(j -> j.getMetadata().getLabels() != null
                        && ChildNames.labelValue(pool)
                                .equals(j.getMetadata().getLabels().get(Heterodyne.QUALIFIES_LABEL)))
                .toList();
    }

    /** What pools know of training. */
    List<Evidence> trainingEvidence(Instant now) {
        return watch.informer(AcceleratorPool.class).getStore().list().stream()
                .map(PoolStatuses::of)
                .map(s -> s.maturity() == null ? null : s.maturity().training())
                .map(t -> StoredEvidence.read(t, "", NO_PRIOR, now))
                .toList();
    }

    /** Accelerator-hours that attempts not over yet have held. */
    double runningTrainingHours(Instant now) {
        return trainings()
                .flatMap(j -> Attempts.of(j).open().stream())
                .mapToDouble(a -> GoodputBook.allocatedHours(a, now))
                .sum();
    }

    /** All inference jobs. */
    List<InferenceJob> inferences() {
        return watch.informer(InferenceJob.class).getStore().list();
    }

    private Stream<TrainingJob> trainings() {
        return watch.informer(TrainingJob.class).getStore().list().stream();
    }

    /** The policy of that name as the watch shows it. */
    Optional<PlacementPolicy> policy(String name) {
        return find(PlacementPolicy.class, name);
    }

    /** Those of the nodes that are gone or not Ready. */
    List<String> notReady(Collection<String> nodes) {
        return nodes.stream()
                .distinct()
                .filter(n -> find(Node.class, n).filter(ClusterView::isReady).isEmpty())
                .toList();
    }

    /** Those of the nodes that take no new pods: gone, not Ready or cordoned. */
    Set<String> closed(Collection<String> nodes) {
        return nodes.stream()
                .filter(n -> find(Node.class, n)
                        .filter(node -> isReady(node) && !isCordoned(node))
                        .isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Pods that carry the labels of a job. */
    List<Pod> pods(JobId job) {
        return watch.informer(Pod.class).getIndexer().byIndex(PodIndex.NAME, PodIndex.key(job));
    }

    /** Those of them that belong to a pool. */
    List<Pod> pods(JobId job, String pool) {
        String label = ChildNames.labelValue(pool);
        return pods(job).stream()
                .filter(p -> label.equals(p.getMetadata().getLabels().get(Heterodyne.POOL_LABEL)))
                .toList();
    }

    /** Those of them that the batch Job of an attempt made. */
    List<Pod> pods(TrainingJob job, Job batch) {
        return pods(Jobs.id(job)).stream()
                .filter(p -> p.hasOwnerReferenceFor(batch.getMetadata().getUid()))
                .toList();
    }

    /** Which life of each job is known at the moment. */
    Map<JobId, Incarnation> incarnations() {
        Map<JobId, Incarnation> result = new HashMap<>();
        jobs().forEach(job -> result.put(Jobs.id(job), Incarnation.of(job)));
        return result;
    }

    /** Whether the job is still there. */
    boolean exists(JobId job) {
        return find(job).isPresent();
    }

    /** The job as the watch shows it. */
    Optional<HasMetadata> find(JobId job) {
        String key = job.namespace() + "/" + job.name();
        return job.kind() == WorkloadKind.TRAINING
                ? find(TrainingJob.class, key).map(HasMetadata.class::cast)
                : find(InferenceJob.class, key).map(HasMetadata.class::cast);
    }

    /** Whether the watch shows this very copy of a job. */
    boolean hasSeen(HasMetadata job) {
        return find(Jobs.id(job))
                .filter(j -> j.getMetadata()
                        .getResourceVersion()
                        .equals(job.getMetadata().getResourceVersion()))
                .isPresent();
    }

    static boolean isReady(Node node) {
        return node.getStatus() != null
                && node.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    static boolean isCordoned(Node node) {
        return node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    /** Jobs that are placed on a node. */
    List<JobId> jobsOn(String node) {
        return jobs().filter(job -> nodes(job).anyMatch(node::equals))
                .map(Jobs::id)
                .toList();
    }

    private Stream<String> nodes(HasMetadata job) {
        return job instanceof TrainingJob training
                ? PlacedShares.of(TrainingStatuses.of(training).placement(), this::className).stream()
                        .flatMap(s -> s.nodes().stream())
                : PlacedShares.of(InferenceStatuses.of((InferenceJob) job).placement(), this::className).stream()
                        .flatMap(s -> Stream.concat(s.nodes().stream(), s.surgeNodes().stream()));
    }

    private Stream<HasMetadata> jobs() {
        return Stream.concat(trainings(), inferences().stream());
    }

    private Map<String, NodeSite> sites(AcceleratorPool pool, Collection<String> nodes) {
        List<String> labels = levelLabels(pool.getSpec().topology());
        Map<String, NodeSite> sites = new HashMap<>();
        for (String name : nodes) {
            find(Node.class, name).ifPresent(node -> {
                Map<String, String> known =
                        Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
                sites.put(
                        name,
                        new NodeSite(
                                known.getOrDefault(HOSTNAME, name),
                                labels.stream()
                                        .map(l -> known.getOrDefault(l, name))
                                        .toList()));
            });
        }
        return sites;
    }

    /** Labels of the levels above the node. */
    private static List<String> levelLabels(@Nullable List<TopologyLevel> topology) {
        List<TopologyLevel> levels = topology == null ? List.of() : topology;
        int last = levels.size() - 1;
        return levels.stream()
                .filter(l -> !HOSTNAME.equals(l.nodeLabel()))
                .filter(l -> !(l == levels.get(last) && "node".equals(l.name())))
                .map(TopologyLevel::nodeLabel)
                .toList();
    }

    private <T extends HasMetadata> Optional<T> find(Class<T> kind, String key) {
        return Optional.ofNullable(watch.informer(kind).getStore().getByKey(key));
    }
}

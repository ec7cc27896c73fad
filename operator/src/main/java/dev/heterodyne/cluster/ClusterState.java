package dev.heterodyne.cluster;

import dev.heterodyne.api.AcceleratorClass;
import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.PlacementPolicy;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.placement.cycle.Placed;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.cycle.Snapshot;
import dev.heterodyne.placement.ledger.Ledger;
import dev.heterodyne.placement.ledger.Reservation;
import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Policy;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.WorkloadKind;
import dev.heterodyne.placement.reroute.Reroute;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The cluster as placement sees it, kept up to date object by object. Nodes and pods are booked one at a time; a class or
 * a pool that changes, which is rare, books everything anew. The order of events does not matter. Thread-safe.
 */
public final class ClusterState {
    private final Map<String, Reading<Chip>> classes = new TreeMap<>();
    private final Map<String, Reading<PoolDefinition>> pools = new TreeMap<>();
    private final PolicyBook policies = new PolicyBook();
    private final Map<String, NodeFacts> nodes = new HashMap<>();
    private final Priorities priorities = new Priorities();
    private final PodUsage usage = new PodUsage();
    private final JobBook jobs = new JobBook();
    private final Backlog backlog = new Backlog(jobs, policies);
    private PoolBooks books = new PoolBooks(List.of());
    private Ledger ledger = new Ledger();
    private boolean leaderWorkerSets;

    /** A cluster that can run replicas of several pods, as manifests alone do not tell. */
    public ClusterState() {
        this(true);
    }

    /**
     * A cluster of which nothing is known yet.
     *
     * @param leaderWorkerSets whether it can run replicas of several pods, until a CustomResourceDefinition tells
     */
    public ClusterState(boolean leaderWorkerSets) {
        this.leaderWorkerSets = leaderWorkerSets;
    }

    /**
     * Takes in an object as the API server or a manifest shows it. Kinds that placement does not look at are ignored.
     *
     * @return whether a decision or a pool's status can come out differently now
     */
    public synchronized boolean apply(HasMetadata object) {
        if (object instanceof Node node) {
            NodeFacts facts = new NodeReader().read(node).value().orElseThrow();
            return !facts.equals(nodes.put(facts.name(), facts)) && books.settle(facts, ledger, usage);
        }
        if (object instanceof Pod pod) {
            return book(pod, new PodReader().read(pod).value());
        }
        if (object instanceof TrainingJob job) {
            return put(new TrainingJobReader().read(job));
        }
        if (object instanceof InferenceJob job) {
            return put(new InferenceJobReader().read(job));
        }
        if (object instanceof AcceleratorPool pool) {
            return put(pool.getMetadata().getName(), new PoolReader().read(pool));
        }
        if (object instanceof AcceleratorClass accelerator) {
            Reading<Chip> read = new ClassReader().read(accelerator);
            return rebuilt(!read.equals(classes.put(accelerator.getMetadata().getName(), read)));
        }
        if (object instanceof PlacementPolicy policy) {
            return policies.put(policy.getMetadata().getName(), new PolicyReader().read(policy));
        }
        if (object instanceof CustomResourceDefinition definition && LeaderWorkerSetSupport.is(definition)) {
            return supports(LeaderWorkerSetSupport.isServedBy(definition));
        }
        return object instanceof PriorityClass priority && priorities.put(priority);
    }

    /**
     * Takes out an object that is gone.
     *
     * @return whether a decision or a pool's status can come out differently now
     */
    public synchronized boolean remove(HasMetadata object) {
        String name = object.getMetadata().getName();
        if (object instanceof Node) {
            return nodes.remove(name) != null && books.drop(name, ledger, usage);
        }
        if (object instanceof Pod pod) {
            return book(pod, Optional.empty());
        }
        if (object instanceof TrainingJob) {
            return remove(ObjectNames.id(object, WorkloadKind.TRAINING));
        }
        if (object instanceof InferenceJob) {
            return remove(ObjectNames.id(object, WorkloadKind.INFERENCE));
        }
        if (object instanceof AcceleratorPool) {
            return rebuilt(pools.remove(name) != null);
        }
        if (object instanceof AcceleratorClass) {
            return rebuilt(classes.remove(name) != null);
        }
        if (object instanceof PlacementPolicy) {
            return policies.remove(name);
        }
        if (object instanceof CustomResourceDefinition definition && LeaderWorkerSetSupport.is(definition)) {
            return supports(false);
        }
        return object instanceof PriorityClass && priorities.remove(name);
    }

    /** Everything that one scheduling cycle looks at; later events leave it as it is. */
    public synchronized Snapshot snapshot(Instant now) {
        List<Request> waiting = new ArrayList<>();
        List<Placed> placed = new ArrayList<>();
        for (JobFacts job : jobs.all()) {
            List<Share> shares = shares(job.id());
            Optional<Request> request = request(job.id()).map(r -> backlog.asOf(r, job, now));
            if (request.isPresent() && !shares.isEmpty()) {
                placed.add(new Placed(
                        request.get(),
                        shares,
                        job.serving().ready(),
                        job.serving().outdated(this::tolerations)));
            } else if (request.isPresent() && backlog.waits(job, now)) {
                waiting.add(backlog.restricted(request.get(), job, now));
            }
        }
        return new Snapshot(books.toPools(), policies.usable(), waiting, placed, ledger.copy(), leaderWorkerSets);
    }

    /** When, without any event, the next cycle could come out differently: a job has waited long enough to move or retry. */
    public synchronized Optional<Instant> nextWake(Instant now) {
        return backlog.nextWake(now);
    }

    /** Jobs that would wait, did they not back off, and until when. */
    public synchronized Map<JobId, Instant> backingOff(Instant now) {
        return backlog.backingOff(now);
    }

    /** The policy that figures of whole pools follow: the cluster's default one. */
    public synchronized Policy defaultPolicy() {
        return policies.of(Policy.DEFAULT_NAME);
    }

    /** The policy of that name, the built-in default where there is none that can be used. */
    public synchronized Policy policy(String name) {
        return policies.of(name);
    }

    /** The rules of retry and reroute for a job: its own and its policy's; empty where it is unknown. */
    public synchronized Optional<Reroute> reroute(JobId job) {
        return jobs.find(job).map(backlog::reroute);
    }

    /**
     * Reserves a decision before it is written to status, so that no later cycle gives the accelerators away. It counts
     * until a copy of the job shows the same placement, or {@link #forget} takes it back. What a placed job gives up by it
     * stays reserved until then too, since the step may yet turn out void.
     */
    public synchronized void assume(JobId job, List<Share> shares) {
        jobs.assume(job, shares);
        reserve(job);
    }

    /** Releases what a job holds by decision: it finished, moves, or its placement could not be written for good. */
    public synchronized void forget(JobId job) {
        jobs.forget(job);
        reserve(job);
    }

    /** What a job holds by decision, in status or assumed; empty where it has no placement. */
    public synchronized List<Share> shares(JobId job) {
        return jobs.held(job).stream()
                .map(s -> s.chip().isEmpty() ? s.of(chipOf(s.pool())) : s)
                .toList();
    }

    /** Figures of a pool; empty where there is no such pool. */
    public synchronized Optional<PoolFacts> pool(String name) {
        return books.find(name).map(b -> b.facts(ledger));
    }

    /** All pools in name order. */
    public synchronized List<String> poolNames() {
        return List.copyOf(pools.keySet());
    }

    /** What a job asks for, at its priority; empty where it is unknown or has faults in its spec. */
    public synchronized Optional<Request> request(JobId job) {
        return jobs.find(job).flatMap(f -> f.request().map(r -> priorities.prioritise(r, f.priorityClass())));
    }

    /** Whether the cluster can run replicas of several pods. */
    public synchronized boolean supportsLeaderWorkerSets() {
        return leaderWorkerSets;
    }

    /** Jobs that hold replicas of several pods. */
    public synchronized List<JobId> placedInGroups() {
        return jobs.all().stream()
                .map(JobFacts::id)
                .filter(job -> jobs.held(job).stream().anyMatch(share -> share.podsPerReplica() > 1))
                .toList();
    }

    /** What is wrong with a job. */
    public synchronized List<Fault> faults(JobId job) {
        return jobs.find(job).map(JobFacts::faults).orElse(List.of());
    }

    /** The PriorityClass that a job names and that does not exist. */
    public synchronized Optional<String> missingPriorityClass(JobId job) {
        return jobs.find(job).flatMap(JobFacts::priorityClass).filter(c -> !priorities.knows(Optional.of(c)));
    }

    private boolean supports(boolean now) {
        boolean changed = now != leaderWorkerSets;
        leaderWorkerSets = now;
        return changed;
    }

    private boolean book(Pod pod, Optional<PodUse> use) {
        String key = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
        Optional<PodUse> before = usage.put(key, use);
        if (use.equals(before)) {
            return false;
        }
        boolean changed = before.isPresent() && books.settle(before.get(), ledger, usage);
        return (use.isPresent() && books.settle(use.get(), ledger, usage)) || changed;
    }

    private boolean put(JobFacts job) {
        List<Share> before = jobs.held(job.id());
        boolean changed = jobs.put(job);
        if (!before.equals(jobs.held(job.id()))) {
            reserve(job.id());
            return true;
        }
        return changed;
    }

    private boolean remove(JobId job) {
        boolean changed = jobs.remove(job);
        reserve(job);
        return changed;
    }

    private void reserve(JobId job) {
        List<Reservation> held = jobs.reserved(job);
        if (held.isEmpty()) {
            ledger.release(job);
        } else if (!held.equals(ledger.reservationsOf(job))) {
            ledger.restore(job, held);
        }
    }

    private boolean put(String name, Reading<PoolDefinition> pool) {
        Reading<PoolDefinition> before = pools.put(name, pool);
        if (pool.equals(before)) {
            return false;
        }
        if (before != null
                && before.value().isPresent()
                && pool.value().isPresent()
                && before.value().get().sameNodesAs(pool.value().get())) {
            books.find(name).ifPresent(b -> b.learn(pool.value().get()));
            return true;
        }
        return rebuilt(true);
    }

    private boolean rebuilt(boolean changed) {
        if (changed) {
            List<PoolBook> empty = new ArrayList<>();
            pools.forEach((name, pool) -> empty.add(new PoolBook(
                    name,
                    pool,
                    pool.value().map(p -> classes.get(p.className())).orElse(null))));
            books = new PoolBooks(empty);
            ledger = new Ledger();
            nodes.values().forEach(n -> books.settle(n, ledger, usage));
            jobs.all().forEach(j -> reserve(j.id()));
            jobs.assumedJobs().forEach(this::reserve);
        }
        return changed;
    }

    private Optional<List<Toleration>> tolerations(String pool) {
        return Optional.ofNullable(pools.get(pool))
                .flatMap(Reading::value)
                .map(p -> p.tolerance().tolerations());
    }

    private String chipOf(String pool) {
        return Optional.ofNullable(pools.get(pool))
                .flatMap(Reading::value)
                .map(PoolDefinition::className)
                .orElse("");
    }
}

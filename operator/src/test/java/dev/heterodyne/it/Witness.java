package dev.heterodyne.it;

import dev.heterodyne.api.AcceleratorPool;
import dev.heterodyne.api.Attempt;
import dev.heterodyne.api.Phase;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.api.TrainingPlacement;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Watches a namespace without a pause and notes what must never be: a node promised or used beyond what it has, two batch
 * Jobs of one job at a time, an attempt that changes after its end. Watch events of one kind come in the order of the
 * writes, so what adds up over one kind is exact.
 */
final class Witness implements AutoCloseable {
    private final String namespace;
    private final String resource;
    private final int perNode;
    private final Map<String, TrainingJob> jobs = new TreeMap<>();
    private final Map<String, List<String>> held = new HashMap<>();
    private final Map<String, Pod> pods = new HashMap<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private final List<Watch> watches = new ArrayList<>();
    private final OneAtATime oneAtATime;
    private long events;
    private Alarm alarm;

    /** What to do at which moment. */
    private record Alarm(long atEvent, boolean atEvidence, Runnable action, CompletableFuture<Void> done) {}

    Witness(KubernetesClient client, Sandbox sandbox, int perNode) {
        this.namespace = sandbox.name();
        this.resource = sandbox.resource();
        this.perNode = perNode;
        this.oneAtATime = new OneAtATime(client, namespace);
        watch(client.resources(TrainingJob.class).inNamespace(namespace), this::onJob);
        watch(client.pods().inNamespace(namespace), this::onPod);
        watch(client.batch().v1().jobs().inNamespace(namespace), (action, job) -> {});
        watch(client.resources(AcceleratorPool.class), (action, pool) -> {});
    }

    private <T extends HasMetadata> void watch(Watchable<T> objects, BiConsumer<Watcher.Action, T> noted) {
        Watch watch = objects.watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                seen(object, () -> noted.accept(action, object));
            }

            @Override
            public void onClose(WatcherException cause) {
                violation("a watch ended: " + cause);
            }
        });
        watches.add(watch);
    }

    /** Runs an action in the very event that is so many events from now, or the first one after it that shows evidence. */
    synchronized CompletableFuture<Void> at(int eventsFromNow, boolean evidence, Runnable action) {
        alarm = new Alarm(events + eventsFromNow, evidence, action, new CompletableFuture<>());
        return alarm.done();
    }

    /** Runs the action of the alarm now, where it has not gone off. */
    synchronized void hurry() {
        if (alarm != null) {
            goOff();
        }
    }

    synchronized long events() {
        return events;
    }

    synchronized List<String> violations() {
        List<String> all = new ArrayList<>(violations);
        all.addAll(oneAtATime.violations());
        return all;
    }

    /** The jobs as last seen. */
    synchronized List<TrainingJob> jobs() {
        return List.copyOf(jobs.values());
    }

    /** The pods as last seen. */
    synchronized List<Pod> pods() {
        return List.copyOf(pods.values());
    }

    static List<Attempt> attempts(TrainingJob job) {
        return job.getStatus() == null || job.getStatus().attempts() == null
                ? List.of()
                : job.getStatus().attempts();
    }

    static boolean isOver(TrainingJob job) {
        Phase phase = job.getStatus() == null ? null : job.getStatus().phase();
        return phase == Phase.Succeeded || phase == Phase.Failed;
    }

    /** Nodes that a job holds by its status, one per pod; none once it is over. */
    static List<String> nodes(TrainingJob job) {
        TrainingPlacement placement =
                job.getStatus() == null ? null : job.getStatus().placement();
        return placement == null || placement.nodes() == null || isOver(job) ? List.of() : placement.nodes();
    }

    /** Nodes that an attempt of a job held while it ran. */
    synchronized List<String> nodesHeld(TrainingJob job, int attempt) {
        return held.getOrDefault(attemptName(job, attempt), List.of());
    }

    private static String attemptName(TrainingJob job, int attempt) {
        return job.getMetadata().getName() + "/" + attempt;
    }

    private synchronized void seen(HasMetadata object, Runnable noted) {
        events++;
        noted.run();
        if (alarm != null && events >= alarm.atEvent() && (!alarm.atEvidence() || showsEvidence(object))) {
            goOff();
        }
    }

    private void goOff() {
        Alarm now = alarm;
        alarm = null;
        now.action().run();
        now.done().complete(null);
    }

    /** A run is counted, and its job may not show it yet. */
    private boolean showsEvidence(HasMetadata object) {
        return object instanceof AcceleratorPool pool
                && pool.getMetadata().getName().startsWith(namespace)
                && pool.getStatus() != null
                && pool.getStatus().counted() != null;
    }

    private void onJob(Watcher.Action action, TrainingJob job) {
        TrainingJob before = jobs.put(job.getMetadata().getName(), job);
        if (action == Watcher.Action.DELETED) {
            jobs.remove(job.getMetadata().getName());
            return;
        }
        if (before != null) {
            compare(attempts(before), job);
        }
        List<Attempt> attempts = attempts(job);
        boolean open = !attempts.isEmpty() && attempts.get(attempts.size() - 1).outcome() == null;
        if (open == nodes(job).isEmpty()) {
            violation("%s holds nodes %s, but its attempts are %s"
                    .formatted(job.getMetadata().getName(), nodes(job), attempts));
        }
        if (open) {
            held.put(attemptName(job, attempts.size()), nodes(job));
        }
        Map<String, Integer> promised = new TreeMap<>();
        for (TrainingJob each : jobs.values()) {
            for (String node : nodes(each)) {
                promised.merge(node, each.getSpec().acceleratorsPerReplica(), Integer::sum);
            }
        }
        bounded("promised", promised);
    }

    private void compare(List<Attempt> before, TrainingJob job) {
        List<Attempt> after = attempts(job);
        for (int i = 0; i < before.size(); i++) {
            boolean kept = i < after.size()
                    && (before.get(i).outcome() == null || before.get(i).equals(after.get(i)));
            if (!kept) {
                violation("%s: its past has changed from %s to %s"
                        .formatted(job.getMetadata().getName(), before, after));
            }
        }
        for (int i = 0; i < after.size(); i++) {
            if (after.get(i).number() != i + 1) {
                violation("%s: attempts are not numbered in turn: %s"
                        .formatted(job.getMetadata().getName(), after));
            }
        }
    }

    private void onPod(Watcher.Action action, Pod pod) {
        if (action == Watcher.Action.DELETED) {
            pods.remove(pod.getMetadata().getUid());
        } else {
            pods.put(pod.getMetadata().getUid(), pod);
        }
        bounded("used", new DevicesOfPods(pods(), resource).byNode());
    }

    private void bounded(String how, Map<String, Integer> byNode) {
        byNode.forEach((node, accelerators) -> {
            if (accelerators > perNode) {
                violation("of %s %d accelerators are %s: %s".formatted(node, accelerators, how, holders(node)));
            }
        });
    }

    private List<String> holders(String node) {
        return jobs.values().stream()
                .filter(job -> nodes(job).contains(node))
                .map(job -> job.getMetadata().getName())
                .toList();
    }

    private synchronized void violation(String what) {
        violations.add(what);
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
        oneAtATime.close();
    }
}

package dev.heterodyne.it;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.ShareStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Watches an inference job without a pause: after every change of a pod, how many are ready to serve; after every change of
 * the job, how many of its shares have no one revision.
 */
final class ReadyWatch implements AutoCloseable {
    private final List<Watch> watches = new ArrayList<>();
    private final Set<String> ready = new HashSet<>();
    private final Map<String, Integer> left = new HashMap<>();
    private final Set<String> rolled = new TreeSet<>();
    private final List<String> violations = new ArrayList<>();
    private int least = Integer.MAX_VALUE;
    private int mostRolling;

    /** Starts with the pods that there are, of which at least one must be ready. */
    ReadyWatch(KubernetesClient client, String namespace, String job) {
        this(client, namespace, job, 1);
    }

    /** As above, where each replica is of several pods. */
    ReadyWatch(KubernetesClient client, String namespace, String job, int podsPerReplica) {
        watches.add(client.pods()
                .inNamespace(namespace)
                .withLabel(Heterodyne.JOB_NAME_LABEL, job)
                .watch(watcher(this::onPod)));
        watches.add(client.resources(InferenceJob.class)
                .inNamespace(namespace)
                .withName(job)
                .watch(watcher((action, seen) -> onJob(seen))));
        Sandbox.await().until(() -> readyNow() > 0 && isSettled(client, namespace, job, podsPerReplica));
        synchronized (this) {
            least = ready.size();
        }
    }

    private boolean isSettled(KubernetesClient client, String namespace, String job, int podsPerReplica) {
        return client.resources(InferenceJob.class)
                                .inNamespace(namespace)
                                .withName(job)
                                .get()
                                .getStatus()
                                .readyReplicas()
                        * podsPerReplica
                == readyNow();
    }

    private synchronized int readyNow() {
        return ready.size();
    }

    /** Fewest pods that were ready at any moment. */
    synchronized int least() {
        return least;
    }

    /** How many others were ready when a pod that was ready ceased to be so; empty where it never did. */
    synchronized OptionalInt readyWithout(Pod pod) {
        Integer others = left.get(pod.getMetadata().getUid());
        return others == null ? OptionalInt.empty() : OptionalInt.of(others);
    }

    /** Most shares that were rolling at any moment. */
    synchronized int mostRolling() {
        return mostRolling;
    }

    /** Pools that were rolling at some moment. */
    synchronized Set<String> rolled() {
        return new TreeSet<>(rolled);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    private void onPod(Watcher.Action action, Pod pod) {
        boolean serves = action != Watcher.Action.DELETED
                && pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
        if (serves) {
            ready.add(pod.getMetadata().getUid());
        } else if (ready.remove(pod.getMetadata().getUid())) {
            least = Math.min(least, ready.size());
            left.put(pod.getMetadata().getUid(), ready.size());
        }
    }

    private void onJob(InferenceJob job) {
        if (job.getStatus() == null || job.getStatus().placement() == null) {
            return;
        }
        List<String> rolling = job.getStatus().placement().shares().stream()
                .filter(share -> share.revision() == null)
                .map(ShareStatus::pool)
                .toList();
        rolled.addAll(rolling);
        mostRolling = Math.max(mostRolling, rolling.size());
    }

    private <T extends HasMetadata> Watcher<T> watcher(BiConsumer<Watcher.Action, T> noted) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, T object) {
                synchronized (ReadyWatch.this) {
                    noted.accept(action, object);
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                synchronized (ReadyWatch.this) {
                    violations.add("a watch ended: " + cause);
                }
            }
        };
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}

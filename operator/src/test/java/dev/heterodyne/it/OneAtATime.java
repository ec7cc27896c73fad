package dev.heterodyne.it;

import dev.heterodyne.api.Heterodyne;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Watches that no training job ever has two batch Jobs that are both neither over nor being deleted. */
final class OneAtATime implements Watcher<Job>, AutoCloseable {
    private static final Set<String> ENDS = Set.of("Complete", "Failed", "SuccessCriteriaMet", "FailureTarget");
    private final Map<String, Set<String>> living = new HashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final Watch watch;

    OneAtATime(KubernetesClient client, String namespace) {
        this.watch = client.batch().v1().jobs().inNamespace(namespace).watch(this);
    }

    /** What was seen that must not be. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void eventReceived(Action action, Job job) {
        String owner = job.getMetadata().getLabels().get(Heterodyne.JOB_NAME_LABEL);
        Set<String> ofOwner = living.computeIfAbsent(owner, name -> new TreeSet<>());
        if (action == Action.DELETED || job.getMetadata().getDeletionTimestamp() != null || isOver(job)) {
            ofOwner.remove(job.getMetadata().getName());
        } else if (ofOwner.add(job.getMetadata().getName()) && ofOwner.size() > 1) {
            violations.add("%s has %s at the same time".formatted(owner, ofOwner));
        }
    }

    private static boolean isOver(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(c -> "True".equals(c.getStatus()) && ENDS.contains(c.getType()));
    }

    @Override
    public void onClose(WatcherException cause) {
        violations.add("the watch ended: " + cause);
    }

    @Override
    public void close() {
        watch.close();
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.TrainingJob;
import dev.heterodyne.cluster.ClusterState;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.workload.ChildLabels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Books every change in the cluster, wakes the loop where it can change a decision, and calls reconcilers it concerns. */
final class ClusterChanges {
    private final ClusterState state;
    private final DecisionBoard board;
    private final Triggers triggers;
    private final Runnable wake;
    private final Function<String, List<JobId>> jobsOn;
    private final Map<String, NodeHealth> health = new HashMap<>();

    /**
     * @param wake runs where decisions can come out differently now
     * @param jobsOn jobs placed on a node
     */
    ClusterChanges(
            ClusterState state,
            DecisionBoard board,
            Triggers triggers,
            Runnable wake,
            Function<String, List<JobId>> jobsOn) {
        this.state = state;
        this.board = board;
        this.triggers = triggers;
        this.wake = wake;
        this.jobsOn = jobsOn;
    }

    /** An object is there, new or changed. */
    void present(HasMetadata object) {
        boolean matters = state.apply(object);
        if (object instanceof Node node) {
            healthOf(node.getMetadata().getName(), NodeHealth.of(node));
        } else if (object instanceof Pod pod
                && (SeatedPods.isReplica(pod)
                        || TopologyUngater.isGated(pod)
                        || RankTables.mayComplete(pod)
                        || PodTrouble.isIn(pod))) {
            ChildLabels.job(pod).ifPresent(triggers::job);
        } else if (isJob(object) && !state.faults(Jobs.id(object)).isEmpty()) {
            triggers.job(Jobs.id(object));
        }
        if (matters) {
            wake.run();
        }
    }

    /** An object is gone. */
    void absent(HasMetadata object) {
        boolean matters = state.remove(object);
        if (object instanceof Node node) {
            healthOf(node.getMetadata().getName(), NodeHealth.GONE);
        } else if (object instanceof Pod pod && SeatedPods.isReplica(pod)) {
            // Its seat is open now.
            ChildLabels.job(pod).ifPresent(triggers::job);
        } else if (isJob(object)) {
            board.remove(Jobs.id(object));
        }
        if (matters) {
            wake.run();
        }
    }

    private void healthOf(String node, NodeHealth now) {
        NodeHealth before;
        synchronized (health) {
            before = health.put(node, now);
        }
        if (before != null && !before.equals(now)) {
            jobsOn.apply(node).forEach(triggers::job);
        }
    }

    private static boolean isJob(HasMetadata object) {
        return object instanceof TrainingJob || object instanceof InferenceJob;
    }
}

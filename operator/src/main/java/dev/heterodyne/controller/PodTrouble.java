package dev.heterodyne.controller;

import dev.heterodyne.cluster.ServingPodReader;
import io.fabric8.kubernetes.api.model.Pod;

/** Pods that an attempt may end of before its batch Job says so, and replicas that are started again and again. */
final class PodTrouble {
    private PodTrouble() {}

    /** Whether the pod failed, is being taken away, or had to be started again. */
    static boolean isIn(Pod pod) {
        return pod.getStatus() != null
                && (ServingPodReader.restarts(pod) > 0
                        || "Failed".equals(pod.getStatus().getPhase())
                        || pod.getStatus().getConditions().stream()
                                .anyMatch(c -> "DisruptionTarget".equals(c.getType()) && "True".equals(c.getStatus())));
    }
}

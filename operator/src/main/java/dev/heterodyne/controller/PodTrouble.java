package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.Pod;

/** Pods that an attempt may end of before its batch Job says so. */
final class PodTrouble {
    private PodTrouble() {}

    /** Whether the pod failed, or is being taken away. */
    static boolean isIn(Pod pod) {
        return pod.getStatus() != null
                && ("Failed".equals(pod.getStatus().getPhase())
                        || pod.getStatus().getConditions().stream()
                                .anyMatch(c -> "DisruptionTarget".equals(c.getType()) && "True".equals(c.getStatus())));
    }
}

package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an attempt of a training job stands, as its batch Job and its nodes show it. */
sealed interface GangState {
    /** Some pods are not ready. */
    record Starting(int ready, int replicas) implements GangState {}

    /** All pods are ready, or done. */
    record Ready(int replicas) implements GangState {}

    /** Nodes that it runs on are not Ready. */
    record NodesLost(List<String> nodes) implements GangState {}

    /** The pool, or its class, is gone before there were pods. */
    record PoolGone(String pool) implements GangState {}

    /** All pods succeeded. */
    record Completed(int replicas) implements GangState {}

    /** A pod failed, and with it the attempt. */
    record Failed(String message) implements GangState {}

    /** The API server refuses what was to be made. */
    record Refused(ConditionReason reason, String message) implements GangState {}

    /** What a batch Job shows. */
    static GangState of(Job job, int replicas, List<String> nodesNotReady) {
        JobStatus status = Optional.ofNullable(job.getStatus()).orElseGet(JobStatus::new);
        for (JobCondition condition : status.getConditions()) {
            if ("True".equals(condition.getStatus())) {
                if ("Complete".equals(condition.getType())) {
                    return new Completed(replicas);
                }
                if ("Failed".equals(condition.getType())) {
                    return new Failed(Objects.requireNonNullElse(condition.getMessage(), "the Job failed"));
                }
            }
        }
        if (!nodesNotReady.isEmpty()) {
            return new NodesLost(nodesNotReady);
        }
        int ready = count(status.getReady()) + count(status.getSucceeded());
        return ready >= replicas ? new Ready(replicas) : new Starting(ready, replicas);
    }

    /** Whether a batch Job has ended, well or not. */
    static boolean isOver(Job job) {
        GangState state = of(job, Integer.MAX_VALUE, List.of());
        return state instanceof Completed || state instanceof Failed;
    }

    private static int count(@Nullable Integer pods) {
        return pods == null ? 0 : pods;
    }
}

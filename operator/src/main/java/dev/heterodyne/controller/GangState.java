package dev.heterodyne.controller;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an attempt of a training job stands that goes on. */
sealed interface GangState {
    /**
     * Some pods are not ready.
     *
     * @param reason {@code FailedCreate} where they, or what makes them, may not be made for now; else {@code WaitingForPods}
     * @param obstacle what is known to be in the way, empty where nothing is
     */
    record Starting(int ready, int replicas, ConditionReason reason, String obstacle) implements GangState {
        Starting(int ready, int replicas, String obstacle) {
            this(ready, replicas, ConditionReason.WaitingForPods, obstacle);
        }

        /** The same, where its pods may not be made for now. */
        Starting heldBy(String why) {
            return new Starting(ready, replicas, ConditionReason.FailedCreate, why);
        }
    }

    /** All pods are ready, or done. */
    record Ready(int replicas) implements GangState {}

    /** The pool, or its class, is gone before there were pods. */
    record PoolGone(String pool) implements GangState {}

    /** What a batch Job that runs shows. */
    static GangState of(Job job, int replicas, String obstacle) {
        JobStatus status = Optional.ofNullable(job.getStatus()).orElseGet(JobStatus::new);
        int ready = count(status.getReady()) + count(status.getSucceeded());
        return ready >= replicas ? new Ready(replicas) : new Starting(ready, replicas, obstacle);
    }

    private static int count(@Nullable Integer pods) {
        return pods == null ? 0 : pods;
    }
}

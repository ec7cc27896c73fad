package dev.heterodyne.cluster;

import dev.heterodyne.api.Phase;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.placement.model.JobId;
import dev.heterodyne.placement.model.Request;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/**
 * A job as its API object describes it.
 *
 * @param uid tells a job from an earlier one of the same name; empty in manifests
 * @param request what it asks for, with priority 0 since its PriorityClass is not at hand; empty where faults leave none
 * @param priorityClass name of the PriorityClass, where it names one
 * @param shares placement in status, with no chip since its pool is not at hand; empty where there is none
 * @param serving how the replicas of an inference job fare; nothing for training
 * @param history attempts that are over; empty for inference
 * @param finished whether it succeeded or failed for good, and so holds nothing
 * @param leaving whether it is being deleted; it holds what it has until it is gone, but gets nothing new
 * @param faults what is wrong with it
 */
public record JobFacts(
        JobId id,
        String uid,
        Optional<Request> request,
        Optional<String> priorityClass,
        List<Share> shares,
        ServingFacts serving,
        JobHistory history,
        boolean finished,
        boolean leaving,
        List<Fault> faults) {
    /** What both kinds of job have in common; a request with faults is none. */
    static JobFacts of(
            HasMetadata job,
            JobId id,
            Optional<Request> request,
            Optional<String> priorityClass,
            List<Share> shares,
            ServingFacts serving,
            JobHistory history,
            Optional<Phase> phase,
            FieldChecks checks) {
        return new JobFacts(
                id,
                Optional.ofNullable(job.getMetadata().getUid()).orElse(""),
                request,
                priorityClass,
                shares,
                serving,
                history,
                phase.filter(p -> p == Phase.Succeeded || p == Phase.Failed).isPresent(),
                job.getMetadata().getDeletionTimestamp() != null,
                checks.faults());
    }

    public JobFacts {
        shares = List.copyOf(shares);
        faults = List.copyOf(faults);
    }
}

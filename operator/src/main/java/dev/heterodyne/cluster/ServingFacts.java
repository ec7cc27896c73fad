package dev.heterodyne.cluster;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.workload.TemplateRevision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the replicas of an inference job fare.
 *
 * @param ready replicas ready to serve, by pool
 * @param outdated pools whose replicas do not all run the pod template that the spec asks for
 */
record ServingFacts(Map<String, Integer> ready, Set<String> outdated) {
    static final ServingFacts NONE = new ServingFacts(Map.of(), Set.of());

    ServingFacts {
        ready = Map.copyOf(ready);
        outdated = Set.copyOf(outdated);
    }

    /** As the job's status tells, which the operator wrote. */
    static ServingFacts of(InferenceJob job) {
        List<ShareStatus> shares = Optional.ofNullable(job.getStatus())
                .map(InferenceJobStatus::placement)
                .map(InferencePlacement::shares)
                .orElse(List.of());
        Map<String, Integer> ready = new HashMap<>();
        Set<String> outdated = new HashSet<>();
        for (ShareStatus share : shares) {
            if (share.pool() == null) {
                continue;
            }
            if (share.readyReplicas() != null) {
                ready.put(share.pool(), share.readyReplicas());
            }
            if (job.getSpec() != null && TemplateRevision.isOutdated(job.getSpec(), share)) {
                outdated.add(share.pool());
            }
        }
        return new ServingFacts(ready, outdated);
    }
}

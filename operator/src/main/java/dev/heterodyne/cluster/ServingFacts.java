package dev.heterodyne.cluster;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.InferenceJobStatus;
import dev.heterodyne.api.InferencePlacement;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.workload.PoolTolerations;
import dev.heterodyne.workload.TemplateRevision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the replicas of an inference job fare.
 *
 * @param ready replicas ready to serve, by pool
 * @param templates what its shares run and what they should
 */
record ServingFacts(Map<String, Integer> ready, List<Template> templates) {
    static final ServingFacts NONE = new ServingFacts(Map.of(), List.of());

    /**
     * What a share runs, and what the spec asks for on its stack.
     *
     * @param revision by status; empty while it is replaced
     */
    record Template(String pool, String revision, TemplateRevision wanted) {}

    ServingFacts {
        ready = Map.copyOf(ready);
        templates = List.copyOf(templates);
    }

    /** Pools whose replicas do not all run the pod template that they should. */
    Set<String> outdated(PoolTolerations tolerations) {
        return templates.stream()
                .filter(t -> !t.wanted().isRunIn(t.pool(), t.revision(), tolerations))
                .map(Template::pool)
                .collect(Collectors.toSet());
    }

    /** As the job's status tells, which the operator wrote. */
    static ServingFacts of(InferenceJob job) {
        List<ShareStatus> shares = Optional.ofNullable(job.getStatus())
                .map(InferenceJobStatus::placement)
                .map(InferencePlacement::shares)
                .orElse(List.of());
        Map<String, Integer> ready = new HashMap<>();
        List<Template> templates = new ArrayList<>();
        for (ShareStatus share : shares) {
            if (share.pool() == null) {
                continue;
            }
            if (share.readyReplicas() != null) {
                ready.put(share.pool(), share.readyReplicas());
            }
            Optional.ofNullable(job.getSpec())
                    .flatMap(spec -> TemplateRevision.of(spec, share.stack()))
                    .ifPresent(wanted -> templates.add(
                            new Template(share.pool(), Objects.requireNonNullElse(share.revision(), ""), wanted)));
        }
        return new ServingFacts(ready, templates);
    }
}

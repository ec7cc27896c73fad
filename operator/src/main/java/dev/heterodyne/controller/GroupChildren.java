package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.cluster.PodState;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.ChildNames;
import dev.heterodyne.workload.InferenceChildren;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The shares of one job whose replicas are of several pods, brought to their placement. */
final class GroupChildren {
    private final Collaborators on;
    private final InferenceJob job;
    private final Map<String, GenericKubernetesResource> existing;

    GroupChildren(Collaborators collaborators, InferenceJob job) {
        this.on = collaborators;
        this.job = job;
        this.existing = on.leaderWorkerSets().existing(job);
    }

    /** Makes and mends the set of a share, and gives its pods their nodes. */
    ServingSight.OfShare ensure(
            Share share, PoolBinding pool, InferenceChildren children, Rollout.Stage stage, List<Pod> pods) {
        on.leaderWorkerSets().ensure(children.leaderWorkerSet(share, pool), existing, stage == Rollout.Stage.WAITING);
        SeatedPods seated = SeatedPods.of(pods, share, pool);
        on.seats().tend(pods, seated);
        PodGroups groups = new PodGroups(pods, share, pool, on.view().closed(SeatedPods.seats(share)));
        on.ungater().lift(pods, groups);
        return new ServingSight.OfShare(
                groups.ready(),
                groups.isUniform(children.revision(share, pool)),
                groups.taken(PodState::sentTo),
                seated.astray().size());
    }

    /** Removes the sets of pools that the job has left. */
    void removeOthers(List<Share> shares) {
        Set<String> wanted = shares.stream()
                .filter(s -> s.podsPerReplica() > 1)
                .map(s -> ChildNames.groups(job.getMetadata().getName(), s.pool()))
                .collect(Collectors.toSet());
        on.leaderWorkerSets().removeOthers(job, existing, wanted);
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.cluster.PodState;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.ChildNames;
import dev.heterodyne.workload.InferenceChildren;
import dev.heterodyne.workload.PodGroup;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The shares of one job whose replicas are of several pods, brought to their placement: a LeaderWorkerSet per replica. */
final class GroupChildren {
    private final Collaborators on;
    private final InferenceJob job;
    private final List<GenericKubernetesResource> existing;

    GroupChildren(Collaborators collaborators, InferenceJob job) {
        this.on = collaborators;
        this.job = job;
        this.existing = on.leaderWorkerSets().existing(job);
    }

    /** Makes, mends and removes the sets of a share, and gives their pods their nodes. */
    ServingSight.OfShare ensure(
            Share share, PoolBinding pool, InferenceChildren children, Rollout.Stage stage, List<Pod> pods) {
        on.leaderWorkerSets().require();
        Map<String, GenericKubernetesResource> sets = LeaderWorkerSets.in(share.pool(), existing);
        PodGroups groups = new PodGroups(pods, share, pool, on.view().closed(SeatedPods.seats(share)));
        List<GroupPlan.Replica> replicas = replicas(sets, groups, revision(share, pool, children));
        boolean renews = stage != Rollout.Stage.WAITING;
        boolean surges = stage == Rollout.Stage.ROLLING && !share.surgeNodes().isEmpty();
        GroupPlan plan = GroupPlan.of(replicas, share.replicas(), surges, renews);
        sets.forEach((name, set) -> {
            if (plan.removed().contains(name)) {
                on.leaderWorkerSets().remove(job, set);
            } else if (isOurs(set)) {
                mend(set, plan, children.leaderWorkerSet(share, pool, name));
            }
        });
        // While its turn has not come a new replica runs what the others run.
        Optional<GenericKubernetesResource> model =
                renews ? Optional.empty() : sets.values().stream().findFirst();
        names(share, sets, groups).limit(plan.added()).forEach(name -> {
            GenericKubernetesResource set = children.leaderWorkerSet(share, pool, name);
            model.ifPresent(other -> PodGroup.adopt(set, other));
            on.leaderWorkerSets().create(set);
        });
        on.ungater().lift(pods, groups);
        return new ServingSight.OfShare(
                groups.ready(),
                GroupPlan.isUniform(replicas, share.replicas()),
                groups.taken(PodState::sentTo),
                (int) replicas.stream().filter(GroupPlan.Replica::isAstray).count() * share.podsPerReplica(),
                pool.tolerations(),
                Optional.empty());
    }

    private String revision(Share share, PoolBinding pool, InferenceChildren children) {
        String any = ChildNames.group(job.getMetadata().getName(), share.pool(), 0);
        return PodGroup.revision(children.leaderWorkerSet(share, pool, any));
    }

    /** The replicas that there are; a set on its way out has no part in the plan, though its pods may still hold seats. */
    private List<GroupPlan.Replica> replicas(
            Map<String, GenericKubernetesResource> sets, PodGroups groups, String revision) {
        Map<String, Integer> seats = groups.seated();
        return sets.values().stream()
                .filter(this::isOurs)
                .map(set -> {
                    String name = set.getMetadata().getName();
                    String own = PodGroup.revision(set);
                    return new GroupPlan.Replica(
                            name,
                            seats.getOrDefault(name, GroupPlan.Replica.NO_SEAT),
                            groups.serves(name, own),
                            own.equals(revision));
                })
                .toList();
    }

    /** Whether a set is there to stay; that of a job of the same name that was deleted is not. */
    private boolean isOurs(GenericKubernetesResource set) {
        return set.getMetadata().getDeletionTimestamp() == null
                && set.hasOwnerReferenceFor(job.getMetadata().getUid());
    }

    /** A set with another template is left as it is until it is renewed. */
    private void mend(GenericKubernetesResource actual, GroupPlan plan, GenericKubernetesResource desired) {
        if (plan.renewed().contains(actual.getMetadata().getName())
                || PodGroup.revision(actual).equals(PodGroup.revision(desired))) {
            on.leaderWorkerSets().mend(desired, actual);
        }
    }

    /** Names that no set has, nor any pod of a set that is gone. */
    private Stream<String> names(Share share, Map<String, GenericKubernetesResource> sets, PodGroups groups) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> ChildNames.group(job.getMetadata().getName(), share.pool(), i))
                .filter(name -> !sets.containsKey(name) && !groups.has(name));
    }

    /** Removes the sets of pools that the job has left. */
    void removeOthers(List<Share> shares) {
        Map<String, GenericKubernetesResource> wanted = new HashMap<>();
        shares.stream()
                .filter(s -> s.podsPerReplica() > 1)
                .forEach(s -> wanted.putAll(LeaderWorkerSets.in(s.pool(), existing)));
        existing.stream()
                .filter(set -> !wanted.containsKey(set.getMetadata().getName()))
                .forEach(set -> on.leaderWorkerSets().remove(job, set));
    }
}

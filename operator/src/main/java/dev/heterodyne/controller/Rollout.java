package dev.heterodyne.controller;

import dev.heterodyne.api.InferenceJob;
import dev.heterodyne.api.ShareStatus;
import dev.heterodyne.workload.PoolTolerations;
import dev.heterodyne.workload.TemplateRevision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How far another pod template has come, pool by pool. By status a share runs one revision, or none while its replicas are
 * being replaced; one share at a time is.
 *
 * @param stages by pool, in the order of the shares
 */
record Rollout(Map<String, Stage> stages) {
    enum Stage {
        /** All replicas run what the spec asks for. */
        CURRENT,
        /** The replicas are being replaced. */
        ROLLING,
        /** The replicas run an older template until it is their turn. */
        WAITING
    }

    /** As the job's status tells. */
    static Rollout of(InferenceJob job, PoolTolerations tolerations) {
        return of(job, ShareStatuses.of(job), tolerations);
    }

    /** As status is about to tell. */
    static Rollout of(InferenceJob job, List<ShareStatus> shares, PoolTolerations tolerations) {
        Map<String, Stage> stages = new LinkedHashMap<>();
        for (ShareStatus share : shares) {
            boolean mayRoll = share.revision() == null && !stages.containsValue(Stage.ROLLING);
            boolean outdated = TemplateRevision.isOutdated(job.getSpec(), share, tolerations);
            stages.put(share.pool(), !outdated ? Stage.CURRENT : mayRoll ? Stage.ROLLING : Stage.WAITING);
        }
        return new Rollout(stages);
    }

    Stage of(String pool) {
        return stages.getOrDefault(pool, Stage.CURRENT);
    }

    boolean isUnderWay() {
        return stages.containsValue(Stage.ROLLING);
    }

    /** Pools that run an older template. */
    List<String> waiting() {
        return stages.entrySet().stream()
                .filter(e -> e.getValue() == Stage.WAITING)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The pool whose turn it is: one that holds a node for one more replica, or none of whose replicas serves. Where no pool
     * can get such a node, the first that has a replica which does not serve, or one that can be spared.
     *
     * @param atRest whether it is decided that no pool gets a node for one more replica now
     */
    Optional<String> turn(InferenceJob job, boolean atRest) {
        if (isUnderWay()) {
            return Optional.empty();
        }
        List<ShareStatus> shares = ShareStatuses.of(job);
        boolean spare = shares.stream().mapToInt(Rollout::ready).sum()
                > job.getSpec().replicas().min();
        List<ShareStatus> waiting =
                shares.stream().filter(s -> of(s.pool()) == Stage.WAITING).toList();
        return waiting.stream()
                .filter(s -> holdsSurge(s) || ready(s) == 0)
                .findFirst()
                .or(() -> waiting.stream()
                        .filter(s -> atRest && (spare || ready(s) < replicas(s)))
                        .findFirst())
                .map(ShareStatus::pool);
    }

    private static boolean holdsSurge(ShareStatus share) {
        return share.surgeNodes() != null && !share.surgeNodes().isEmpty();
    }

    private static int ready(ShareStatus share) {
        return Objects.requireNonNullElse(share.readyReplicas(), 0);
    }

    private static int replicas(ShareStatus share) {
        return Objects.requireNonNullElse(share.replicas(), 0);
    }
}

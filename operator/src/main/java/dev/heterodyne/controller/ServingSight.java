package dev.heterodyne.controller;

import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the children of an inference job show.
 *
 * @param shares by pool; a share whose pool is gone is left out
 * @param notReady nodes of the placement that are not Ready
 * @param closed nodes of the placement that take no new pods
 */
record ServingSight(Map<String, OfShare> shares, List<String> notReady, Set<String> closed) {
    ServingSight {
        shares = Map.copyOf(shares);
        notReady = List.copyOf(notReady);
        closed = Set.copyOf(closed);
    }

    /**
     * What one share shows.
     *
     * @param ready replicas ready to serve
     * @param uniform whether all replicas run the template that was last asked for, and are ready
     * @param taken nodes of the share that have a pod, one entry per pod
     * @param astray pods on nodes that the share has no more
     * @param tolerations of the pool in the template that was last asked for
     * @param held why its pods cannot be made for now; empty where nothing is known to be in the way
     */
    record OfShare(
            int ready,
            boolean uniform,
            List<String> taken,
            int astray,
            List<Toleration> tolerations,
            Optional<String> held) {
        static OfShare of(Deployment deployment, SeatedPods pods, PoolBinding pool) {
            return new OfShare(
                    readyReplicas(deployment),
                    isUniform(deployment),
                    pods.taken(),
                    pods.astray().size(),
                    pool.tolerations(),
                    RefusedPods.of(deployment));
        }
    }

    int ready(String pool) {
        return Optional.ofNullable(shares.get(pool)).map(OfShare::ready).orElse(0);
    }

    /** The tolerations that its children have of a pool; the pool itself may ask for others by now. */
    Optional<List<Toleration>> tolerations(String pool) {
        return Optional.ofNullable(shares.get(pool)).map(OfShare::tolerations);
    }

    /** What keeps pods from being made, by pool. */
    SortedMap<String, String> held() {
        SortedMap<String, String> held = new TreeMap<>();
        shares.forEach((pool, share) -> share.held().ifPresent(why -> held.put(pool, why)));
        return held;
    }

    /** Whether a replica has yet to leave a node. */
    boolean isMoving() {
        return !closed.isEmpty() || shares.values().stream().anyMatch(s -> s.astray() > 0);
    }

    private static int readyReplicas(Deployment deployment) {
        return Optional.ofNullable(deployment.getStatus())
                .map(DeploymentStatus::getReadyReplicas)
                .orElse(0);
    }

    private static boolean isUniform(Deployment deployment) {
        DeploymentStatus status = deployment.getStatus();
        int replicas = deployment.getSpec().getReplicas();
        Long generation = deployment.getMetadata().getGeneration();
        return status != null
                && generation != null
                && generation.equals(status.getObservedGeneration())
                && or0(status.getReplicas()) == replicas
                && or0(status.getUpdatedReplicas()) == replicas
                && or0(status.getReadyReplicas()) == replicas;
    }

    private static int or0(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}

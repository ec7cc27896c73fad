package dev.heterodyne.controller;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.cluster.PodState;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lifts the gate of pods that are born held, writing into each the node that it is for: that of its rank where it has one,
 * else the first node of the share that still lacks a pod. A pod that terminates holds its node until it is gone.
 * Kube-scheduler binds it then.
 */
final class TopologyUngater {
    private static final String RANK = "batch.kubernetes.io/job-completion-index";
    private static final String HOSTNAME = "kubernetes.io/hostname";
    private final KubernetesClient client;
    private final RecentlyLifted recent = new RecentlyLifted();

    TopologyUngater(KubernetesClient client) {
        this.client = client;
    }

    /** Whether the pod waits for its node. */
    static boolean isGated(Pod pod) {
        return pod.getSpec() != null
                && pod.getMetadata().getDeletionTimestamp() == null
                && pod.getSpec().getSchedulingGates().stream()
                        .anyMatch(g -> Heterodyne.TOPOLOGY_GATE.equals(g.getName()));
    }

    /** Sends on those of the pods, all of one share, that wait. */
    void lift(Collection<Pod> pods, Share share, PoolBinding pool) {
        lift(pods, share.nodes(), pool);
    }

    /**
     * As above, for seats that may change.
     *
     * @param seats nodes, one entry per pod; no pod is sent to any other
     */
    void lift(Collection<Pod> pods, List<String> seats, PoolBinding pool) {
        List<Pod> gated = pods.stream()
                .filter(p -> isGated(p) && recent.host(p).isEmpty())
                .sorted(Comparator.comparing(p -> p.getMetadata().getName()))
                .toList();
        if (gated.isEmpty()) {
            return;
        }
        List<String> open = openHosts(pods, seats, pool);
        for (Pod pod : gated) {
            Optional<String> host = rank(pod).isPresent()
                    ? rank(pod).filter(r -> r < seats.size()).map(r -> pool.hostname(seats.get(r)))
                    : open.stream().findFirst();
            host.ifPresent(h -> {
                open.remove(h);
                lift(pod, h);
            });
        }
    }

    /** Sends on those of the pods that wait, all of one share whose replicas are of several pods. */
    void lift(Collection<Pod> pods, PodGroups groups) {
        Map<String, String> hosts = groups.assign(this::host);
        pods.stream()
                .filter(p -> isGated(p) && recent.host(p).isEmpty())
                .forEach(pod -> Optional.ofNullable(hosts.get(pod.getMetadata().getName()))
                        .ifPresent(host -> lift(pod, host)));
    }

    private List<String> openHosts(Collection<Pod> pods, List<String> seats, PoolBinding pool) {
        List<String> open = new ArrayList<>(seats.stream().map(pool::hostname).toList());
        for (Pod pod : pods) {
            if (!PodState.isOver(pod)) {
                host(pod).ifPresent(open::remove);
            }
        }
        return open;
    }

    private Optional<String> host(Pod pod) {
        return isGated(pod) ? recent.host(pod) : PodState.sentTo(pod);
    }

    private static Optional<Integer> rank(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(a -> a.get(RANK))
                .map(Integer::valueOf);
    }

    /** Takes our gate away and pins the pod; void if the pod is another one by now. */
    static Map<String, Object> patch(Pod pod, String host) {
        List<Map<String, String>> others = pod.getSpec().getSchedulingGates().stream()
                .map(PodSchedulingGate::getName)
                .filter(g -> !Heterodyne.TOPOLOGY_GATE.equals(g))
                .map(g -> Map.of("name", g))
                .toList();
        return Map.of(
                "metadata",
                Map.of("uid", pod.getMetadata().getUid()),
                "spec",
                Map.of("nodeSelector", Map.of(HOSTNAME, host), "schedulingGates", others));
    }

    private void lift(Pod pod, String host) {
        try {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            client.getKubernetesSerialization().asJson(patch(pod, host)));
            recent.add(pod, host);
        } catch (KubernetesClientException e) {
            // Gone or replaced meanwhile: its successor comes with an event of its own.
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}

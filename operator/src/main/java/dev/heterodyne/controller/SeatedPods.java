package dev.heterodyne.controller;

import dev.heterodyne.api.Heterodyne;
import dev.heterodyne.cluster.PodState;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.ChildLabels;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pods of one share against the seats that it has. Those that terminate or are over do not count.
 *
 * @param share the seats
 * @param taken nodes of the share that have a pod, one entry per pod
 * @param readySeated pods that are ready, on a seat
 * @param astray pods on a node where the share has no seat for them any more
 */
record SeatedPods(Share share, List<String> taken, int readySeated, List<Pod> astray) {
    /** Tells a ReplicaSet whom to take first among pods that are equally ready; the lowest goes. */
    static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";

    /** The lowest cost that there is. */
    static final String FIRST_TO_GO = String.valueOf(Integer.MIN_VALUE);

    SeatedPods {
        taken = List.copyOf(taken);
        astray = List.copyOf(astray);
    }

    /** Finds each pod its seat; where two pods are on one seat, the ready one has it. */
    static SeatedPods of(Collection<Pod> pods, Share share, PoolBinding pool) {
        List<String> open = new ArrayList<>(seats(share));
        List<String> taken = new ArrayList<>();
        List<Pod> astray = new ArrayList<>();
        int ready = 0;
        for (Pod pod : alive(pods)) {
            Optional<String> host = host(pod, pool);
            Optional<String> seat = host.flatMap(
                    h -> open.stream().filter(n -> pool.hostname(n).equals(h)).findFirst());
            if (seat.isPresent()) {
                open.remove(seat.get());
                taken.add(seat.get());
                ready += PodState.isReady(pod) ? 1 : 0;
            } else if (host.isPresent()) {
                astray.add(pod);
            }
        }
        return new SeatedPods(share, taken, ready, astray);
    }

    /** Nodes that pods of a share may run on, one entry per pod. */
    static List<String> seats(Share share) {
        return Stream.concat(share.nodes().stream(), share.surgeNodes().stream())
                .toList();
    }

    /** Pods without a seat that serve. */
    List<Pod> astrayServing() {
        return astray.stream().filter(PodState::isReady).toList();
    }

    /** Pods without a seat that do not serve, so that nobody misses them. */
    List<Pod> astrayIdle() {
        return astray.stream().filter(p -> !PodState.isReady(p)).toList();
    }

    /**
     * Pods that the share is to have for now. Those without a seat are kept as long as a seat lacks a ready pod, and until
     * they are marked as the first to go: a ReplicaSet would else take others.
     *
     * @param existing pods that its Deployment asks for at present
     */
    int wanted(int existing) {
        int serving = astrayServing().size();
        int all = share.replicas() + serving;
        if (readySeated < share.replicas()) {
            return all;
        }
        boolean marked = astrayServing().stream().allMatch(SeatedPods::isMarked);
        return marked ? share.replicas() : Math.min(all, Math.max(existing, share.replicas()));
    }

    /** Whether a pod is a replica of an inference job. */
    static boolean isReplica(Pod pod) {
        return pod.getMetadata().getLabels() != null
                && ChildLabels.INFERENCE.equals(pod.getMetadata().getLabels().get(Heterodyne.JOB_KIND_LABEL));
    }

    /** Whether the pod is marked as one of the first to go. */
    static boolean isMarked(Pod pod) {
        return pod.getMetadata().getAnnotations() != null
                && FIRST_TO_GO.equals(pod.getMetadata().getAnnotations().get(DELETION_COST));
    }

    private static List<Pod> alive(Collection<Pod> pods) {
        return pods.stream()
                .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
                .filter(p -> !PodState.isOver(p))
                .sorted(Comparator.comparing((Pod p) -> !PodState.isReady(p))
                        .thenComparing(p -> p.getMetadata().getName()))
                .toList();
    }

    private static Optional<String> host(Pod pod, PoolBinding pool) {
        return PodState.sentTo(pod)
                .or(() -> Optional.ofNullable(pod.getSpec().getNodeName()).map(pool::hostname));
    }
}

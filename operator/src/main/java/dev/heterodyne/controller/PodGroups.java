package dev.heterodyne.controller;

import dev.heterodyne.cluster.PodState;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PodGroup;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The replicas of one share whose replicas are of several pods, as the labels that LeaderWorkerSet puts on pods tell. A replica
 * is a group, and takes a seat: one node of the share per pod.
 */
final class PodGroups {
    private final Share share;
    private final List<List<String>> nodes = new ArrayList<>();
    private final List<List<String>> seats = new ArrayList<>();
    private final Set<Integer> shut = new HashSet<>();
    private final Map<Integer, Map<Integer, Pod>> groups = new TreeMap<>();

    /**
     * @param pods pods of the share; those that are over do not count
     * @param closed nodes that take no new replica
     */
    PodGroups(Collection<Pod> pods, Share share, PoolBinding pool, Set<String> closed) {
        this.share = share;
        int size = share.podsPerReplica();
        List<String> all = SeatedPods.seats(share);
        for (int first = 0; first + size <= all.size(); first += size) {
            List<String> seat = all.subList(first, first + size);
            if (seat.stream().anyMatch(closed::contains)) {
                shut.add(seats.size());
            }
            nodes.add(seat);
            seats.add(seat.stream().map(pool::hostname).toList());
        }
        for (Pod pod : pods) {
            if (isMember(pod) && !PodState.isOver(pod) && worker(pod) < size) {
                groups.computeIfAbsent(group(pod), g -> new TreeMap<>()).put(worker(pod), pod);
            }
        }
    }

    /** Whether LeaderWorkerSet made the pod. */
    static boolean isMember(Pod pod) {
        return number(pod, PodGroup.GROUP_INDEX).isPresent()
                && number(pod, PodGroup.WORKER_INDEX).isPresent();
    }

    /** Replicas of which every pod is ready. */
    int ready() {
        return ready(pod -> true);
    }

    /** Whether all replicas are ready, and their pods of this revision. */
    boolean isUniform(String revision) {
        return groups.size() == share.replicas() && ready(pod -> revision.equals(revision(pod))) == share.replicas();
    }

    /** Nodes of the seats that have a whole replica, one entry per pod, seat by seat. */
    List<String> taken(Function<Pod, Optional<String>> host) {
        List<Map<Integer, Pod>> whole = new ArrayList<>(groups.values().stream()
                .filter(pods -> pods.size() == share.podsPerReplica())
                .filter(pods ->
                        pods.values().stream().allMatch(p -> host.apply(p).isPresent()))
                .toList());
        List<String> result = new ArrayList<>();
        for (int seat = 0; seat < seats.size(); seat++) {
            List<String> hosts = seats.get(seat);
            Optional<Map<Integer, Pod>> sitting =
                    whole.stream().filter(pods -> sits(pods, hosts, host)).findFirst();
            if (sitting.isPresent()) {
                whole.remove(sitting.get());
                result.addAll(nodes.get(seat));
            }
        }
        return result;
    }

    private int ready(Predicate<Pod> counts) {
        return (int) groups.values().stream()
                .filter(pods -> pods.size() == share.podsPerReplica())
                .filter(pods -> pods.values().stream().allMatch(pod -> isServing(pod) && counts.test(pod)))
                .count();
    }

    private static String revision(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(a -> a.get(PodGroup.REVISION))
                .orElse("");
    }

    /**
     * Host name for each pod, by name, that has none yet. A group stays on the seat that its other pods have; a new one takes
     * the seat of its number where that is open, else the first open one; without an open seat it waits.
     *
     * @param host where a pod has been sent already
     */
    Map<String, String> assign(Function<Pod, Optional<String>> host) {
        Map<Integer, List<String>> taken = new HashMap<>();
        List<Integer> open = new ArrayList<>();
        for (int seat = 0; seat < seats.size(); seat++) {
            open.add(seat);
        }
        groups.forEach((group, pods) -> {
            if (pods.values().stream().anyMatch(pod -> host.apply(pod).isPresent())) {
                take(group, open.stream().filter(seat -> sits(pods, seats.get(seat), host)), open, taken);
            }
        });
        groups.forEach((group, pods) -> {
            if (pods.values().stream().noneMatch(pod -> host.apply(pod).isPresent())) {
                take(group, open.stream().filter(seat -> !shut.contains(seat)), open, taken);
            }
        });
        Map<String, String> result = new TreeMap<>();
        groups.forEach((group, pods) -> {
            List<String> seat = taken.getOrDefault(group, List.of());
            pods.forEach((worker, pod) -> {
                if (!seat.isEmpty() && host.apply(pod).isEmpty()) {
                    result.put(pod.getMetadata().getName(), seat.get(worker));
                }
            });
        });
        return result;
    }

    private void take(int group, Stream<Integer> possible, List<Integer> open, Map<Integer, List<String>> taken) {
        List<Integer> seats = possible.toList();
        Optional<Integer> chosen =
                seats.contains(group) ? Optional.of(group) : seats.stream().findFirst();
        chosen.ifPresent(seat -> {
            open.remove(seat);
            taken.put(group, this.seats.get(seat));
        });
    }

    private static boolean sits(Map<Integer, Pod> pods, List<String> seat, Function<Pod, Optional<String>> host) {
        return pods.entrySet().stream()
                .allMatch(e -> host.apply(e.getValue())
                        .map(seat.get(e.getKey())::equals)
                        .orElse(true));
    }

    private static boolean isServing(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && PodState.isReady(pod);
    }

    private static int group(Pod pod) {
        return number(pod, PodGroup.GROUP_INDEX).orElseThrow();
    }

    private static int worker(Pod pod) {
        return number(pod, PodGroup.WORKER_INDEX).orElseThrow();
    }

    private static Optional<Integer> number(Pod pod, String label) {
        return Optional.ofNullable(pod.getMetadata().getLabels())
                .map(labels -> labels.get(label))
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(Integer::valueOf);
    }
}

package dev.heterodyne.controller;

import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PodGroup;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The replicas of one share whose replicas are of several pods, as the labels that LeaderWorkerSet puts on pods tell. A replica
 * is a group, and takes a seat: one node of the share per pod.
 */
final class PodGroups {
    private final Share share;
    private final List<List<String>> seats = new ArrayList<>();
    private final Map<Integer, Map<Integer, Pod>> groups = new TreeMap<>();

    /**
     * @param pods pods of the share that are not over
     */
    PodGroups(Collection<Pod> pods, Share share, PoolBinding pool) {
        this.share = share;
        int size = share.podsPerReplica();
        List<String> hosts = Stream.concat(share.nodes().stream(), share.surgeNodes().stream())
                .map(pool::hostname)
                .toList();
        for (int first = 0; first + size <= hosts.size(); first += size) {
            seats.add(hosts.subList(first, first + size));
        }
        for (Pod pod : pods) {
            if (isMember(pod) && worker(pod) < size) {
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
        return (int) groups.values().stream()
                .filter(pods -> pods.size() == share.podsPerReplica())
                .filter(pods -> pods.values().stream().allMatch(PodGroups::isReady))
                .count();
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
                take(group, open.stream(), open, taken);
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

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
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

package dev.heterodyne.controller;

import dev.heterodyne.cluster.PodState;
import dev.heterodyne.placement.cycle.Share;
import dev.heterodyne.workload.PodGroup;
import dev.heterodyne.workload.PoolBinding;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The replicas of one share whose replicas are of several pods, as the labels that LeaderWorkerSet puts on pods tell. A replica
 * is the pods of one set, and takes a seat: one node of the share per pod.
 */
final class PodGroups {
    private final Share share;
    private final List<List<String>> nodes = new ArrayList<>();
    private final List<List<String>> seats = new ArrayList<>();
    private final Set<Integer> shut = new HashSet<>();
    private final Map<String, Map<Integer, Pod>> groups = new TreeMap<>();

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
            OptionalInt worker = worker(pod);
            if (set(pod).isPresent() && worker.isPresent() && worker.getAsInt() < size && !PodState.isOver(pod)) {
                groups.computeIfAbsent(set(pod).get(), g -> new TreeMap<>()).put(worker.getAsInt(), pod);
            }
        }
    }

    /** Whether a set of this name has a pod. */
    boolean has(String set) {
        return groups.containsKey(set);
    }

    /** Replicas of which every pod is ready. */
    int ready() {
        return (int)
                groups.keySet().stream().filter(set -> serves(set, pod -> true)).count();
    }

    /** Whether every pod of a replica is ready, and made by this revision of the set's templates. */
    boolean serves(String set, String revision) {
        return serves(set, pod -> revision.equals(revision(pod)));
    }

    private boolean serves(String set, Predicate<Pod> counts) {
        Map<Integer, Pod> pods = groups.getOrDefault(set, Map.of());
        return pods.size() == share.podsPerReplica()
                && pods.values().stream().allMatch(pod -> isServing(pod) && counts.test(pod));
    }

    /** Number of the seat of each replica that was sent anywhere, {@link GroupPlan.Replica#ASTRAY} where it has none. */
    Map<String, Integer> seated() {
        Map<String, Integer> result = new TreeMap<>();
        List<Integer> open = open();
        groups.entrySet().stream()
                .filter(group -> wasSent(group.getValue(), PodState::sentTo))
                .sorted(Comparator.comparing(group -> !serves(group.getKey(), pod -> true)))
                .forEach(group -> {
                    Optional<Integer> seat = open.stream()
                            .filter(s -> sits(group.getValue(), seats.get(s), PodState::sentTo))
                            .findFirst();
                    seat.ifPresent(open::remove);
                    result.put(group.getKey(), seat.orElse(GroupPlan.Replica.ASTRAY));
                });
        return result;
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

    private static String revision(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .map(a -> a.get(PodGroup.REVISION))
                .orElse("");
    }

    /**
     * Host name for each pod, by name, that has none yet. A replica stays on the seat that its other pods have; a new one takes
     * the first open one; without an open seat it waits.
     *
     * @param host where a pod has been sent already
     */
    Map<String, String> assign(Function<Pod, Optional<String>> host) {
        Map<String, List<String>> taken = new HashMap<>();
        List<Integer> open = open();
        groups.forEach((set, pods) -> {
            if (wasSent(pods, host)) {
                take(set, open.stream().filter(seat -> sits(pods, seats.get(seat), host)), open, taken);
            }
        });
        groups.forEach((set, pods) -> {
            if (!wasSent(pods, host)) {
                take(set, open.stream().filter(seat -> !shut.contains(seat)), open, taken);
            }
        });
        Map<String, String> result = new TreeMap<>();
        groups.forEach((set, pods) -> {
            List<String> seat = taken.getOrDefault(set, List.of());
            pods.forEach((worker, pod) -> {
                if (!seat.isEmpty() && host.apply(pod).isEmpty()) {
                    result.put(pod.getMetadata().getName(), seat.get(worker));
                }
            });
        });
        return result;
    }

    private void take(String set, Stream<Integer> possible, List<Integer> open, Map<String, List<String>> taken) {
        possible.findFirst().ifPresent(seat -> {
            open.remove(seat);
            taken.put(set, seats.get(seat));
        });
    }

    private List<Integer> open() {
        return IntStream.range(0, seats.size()).boxed().collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean wasSent(Map<Integer, Pod> pods, Function<Pod, Optional<String>> host) {
        return pods.values().stream().anyMatch(pod -> host.apply(pod).isPresent());
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

    private static Optional<String> set(Pod pod) {
        return label(pod, PodGroup.SET_NAME);
    }

    private static OptionalInt worker(Pod pod) {
        return label(pod, PodGroup.WORKER_INDEX).filter(value -> value.matches("[0-9]{1,6}")).stream()
                .mapToInt(Integer::parseInt)
                .findFirst();
    }

    private static Optional<String> label(Pod pod, String label) {
        return Optional.ofNullable(pod.getMetadata().getLabels()).map(labels -> labels.get(label));
    }
}

package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.Variant;
import dev.heterodyne.placement.topology.ReplicaFit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one inference job holds in one pool, while a cycle changes it. */
final class Holding {
    private final String pool;
    private final Optional<PoolView> view;
    private final Optional<Share> before;
    private final Seats seats;
    private final List<List<String>> running = new ArrayList<>();
    private final List<List<String>> lost = new ArrayList<>();
    private final List<List<String>> lent = new ArrayList<>();
    private final List<List<String>> taken = new ArrayList<>();
    private List<String> surge = List.of();

    private Holding(String pool, Optional<PoolView> view, Optional<Share> before, Seats seats) {
        this.pool = pool;
        this.view = view;
        this.before = before;
        this.seats = seats;
        before.ifPresent(this::seat);
    }

    /** In a pool that the cluster has; replicas keep the shape in which they run. */
    static Holding in(PoolView view, Optional<Variant> variant, Optional<Share> before) {
        Seats seats = before.map(s -> new Seats(s.acceleratorsPerReplica(), s.podsPerReplica()))
                .or(() -> variant.map(v -> new Seats(v.acceleratorsPerReplica(), v.podsPerReplica())))
                .orElse(new Seats(1, 1));
        return new Holding(view.pool().name(), Optional.of(view), before, seats);
    }

    /** In a pool that is gone. */
    static Holding gone(Share before) {
        return new Holding(
                before.pool(),
                Optional.empty(),
                Optional.of(before),
                new Seats(before.acceleratorsPerReplica(), before.podsPerReplica()));
    }

    /** A node that is gone or shut has nothing placeable; one that lost accelerators holds fewer seats than it did. */
    private void seat(Share share) {
        Map<String, Integer> taken = new HashMap<>();
        for (List<String> seat : seats.grouped(share.nodes())) {
            (isSound(seat, taken) ? running : lost).add(seat);
        }
        surge = seats.grouped(share.surgeNodes()).stream()
                .filter(seat -> isSound(seat, taken))
                .findFirst()
                .orElse(List.of());
        for (List<String> seat : seats.grouped(share.lentNodes())) {
            if (isSound(seat, taken)) {
                lent.add(seat);
            }
        }
    }

    private boolean isSound(List<String> seat, Map<String, Integer> taken) {
        if (view.isEmpty()) {
            return false;
        }
        for (String node : seat) {
            int index = view.get().pool().topology().indexOf(node);
            int used = taken.getOrDefault(node, 0) + seats.acceleratorsPerPod();
            if (index < 0 || view.get().placeable()[index] < used) {
                return false;
            }
        }
        seat.forEach(node -> taken.merge(node, seats.acceleratorsPerPod(), Integer::sum));
        return true;
    }

    String pool() {
        return pool;
    }

    Optional<PoolView> view() {
        return view;
    }

    Seats seats() {
        return seats;
    }

    int running() {
        return running.size();
    }

    int lost() {
        return lost.size();
    }

    int lent() {
        return lent.size();
    }

    List<String> lentNodes() {
        return Seats.flat(lent);
    }

    boolean surges() {
        return !surge.isEmpty();
    }

    /** Replicas for which there are accelerators now; what the job lends here must have been let go before. */
    int room() {
        return view.map(seats::room).orElse(0);
    }

    /** Adds replicas: on what is lent here first, where its accelerators are free. */
    void add(int replicas) {
        PoolView at = view.orElseThrow();
        int missing = replicas;
        for (List<String> seat : List.copyOf(lent)) {
            if (missing > 0 && seats.isFree(at, seat)) {
                lent.remove(seat);
                sit(at, seat);
                missing--;
            }
        }
        seats.find(at, missing).forEach(seat -> sit(at, seat));
    }

    private void sit(PoolView at, List<String> seat) {
        running.add(seat);
        take(at, seat);
    }

    private void take(PoolView at, List<String> seat) {
        taken.add(seat);
        seats.keep(at, seat);
    }

    /** Gives back to the view what was taken for replicas; the ledger, once it has the new share, says what is free. */
    void settle() {
        view.ifPresent(at -> taken.forEach(seat -> seats.letGo(at, seat)));
        taken.clear();
    }

    /** Removes the replicas that came last, lending so many of their seats. */
    void drop(int replicas, int lending) {
        for (int i = 0; i < replicas; i++) {
            List<String> seat = running.remove(running.size() - 1);
            if (i < lending) {
                lent.add(seat);
                view.ifPresent(at -> seats.keep(at, seat));
            }
        }
    }

    void dropLost(int replicas) {
        for (int i = 0; i < replicas; i++) {
            lost.remove(lost.size() - 1);
        }
    }

    /** Takes one more seat for the time of a rollout, what is lent here first; false where none is free. */
    boolean startSurge() {
        PoolView at = view.orElseThrow();
        List<List<String>> free = seats.find(at, 1);
        if (free.isEmpty()) {
            return false;
        }
        surge = free.get(0);
        take(at, surge);
        return true;
    }

    void endSurge() {
        surge = List.of();
    }

    /** Lends so many more seats of what is free, or as many as there are. */
    void lend(int replicas) {
        PoolView at = view.orElseThrow();
        seats.find(at, replicas).forEach(seat -> {
            lent.add(seat);
            seats.keep(at, seat);
        });
    }

    /** Lends so many fewer. */
    void endLending(int replicas) {
        for (int i = 0; i < replicas; i++) {
            List<String> seat = lent.remove(lent.size() - 1);
            view.ifPresent(at -> seats.letGo(at, seat));
        }
    }

    void keepLent() {
        view.ifPresent(at -> lent.forEach(seat -> seats.keep(at, seat)));
    }

    void letLentGo() {
        view.ifPresent(at -> lent.forEach(seat -> seats.letGo(at, seat)));
    }

    /** The share as it is now; empty where nothing is held. */
    Optional<Share> share() {
        List<List<String>> all = new ArrayList<>(running);
        all.addAll(lost);
        if (all.isEmpty() && lent.isEmpty() && surge.isEmpty()) {
            return Optional.empty();
        }
        List<String> nodes = Seats.flat(all);
        if (before.isPresent() && sameSeats(before.get(), nodes)) {
            return before;
        }
        Optional<Chip> chip = view.flatMap(v -> v.pool().chip());
        return Optional.of(new Share(
                pool,
                before.map(Share::chip).or(() -> chip.map(Chip::name)).orElse(""),
                before.map(Share::stack).or(() -> chip.map(Chip::stack)).orElse(""),
                all.size(),
                seats.acceleratorsPerReplica(),
                view.map(v -> ReplicaFit.domain(v.pool().topology(), nodes)).orElse(""),
                nodes,
                seats.podsPerReplica(),
                surge,
                Seats.flat(lent)));
    }

    /** Whether the same seats are held, in whatever order. */
    private boolean sameSeats(Share share, List<String> nodes) {
        return sorted(share.nodes()).equals(sorted(nodes))
                && share.surgeNodes().equals(surge)
                && sorted(share.lentNodes()).equals(sorted(Seats.flat(lent)));
    }

    private static List<String> sorted(List<String> nodes) {
        return nodes.stream().sorted().toList();
    }
}

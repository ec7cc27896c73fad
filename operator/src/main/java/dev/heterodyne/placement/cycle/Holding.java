package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Chip;
import dev.heterodyne.placement.model.JobId;
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
    private final List<List<String>> draining = new ArrayList<>();
    private final List<List<String>> lost = new ArrayList<>();
    private final List<List<String>> lent = new ArrayList<>();
    private final List<List<String>> taken = new ArrayList<>();
    private List<String> surge = List.of();

    private Holding(JobId job, String pool, Optional<PoolView> view, Optional<Share> before, Seats seats) {
        this.pool = pool;
        this.view = view;
        this.before = before;
        this.seats = seats;
        before.ifPresent(share -> seat(job, share));
    }

    /** In a pool that the cluster has; replicas keep the shape in which they run. */
    static Holding in(JobId job, PoolView view, Optional<Variant> variant, Optional<Share> before) {
        Seats seats = before.map(Seats::of).or(() -> variant.map(Seats::of)).orElse(new Seats(1, 1));
        return new Holding(job, view.pool().name(), Optional.of(view), before, seats);
    }

    /** In a pool that is gone. */
    static Holding gone(JobId job, Share before) {
        return new Holding(job, before.pool(), Optional.empty(), Optional.of(before), Seats.of(before));
    }

    /** A node that is gone or shut has nothing placeable; one that lost accelerators holds fewer seats than it did. */
    private void seat(JobId job, Share share) {
        Map<String, Integer> taken = new HashMap<>();
        for (List<String> seat : seats.grouped(share.nodes())) {
            boolean sound = isSound(seat, taken);
            (sound ? running : isDraining(job, seat) ? draining : lost).add(seat);
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

    /** Whether all pods of a seat still run, though some of its nodes take no more. */
    private boolean isDraining(JobId job, List<String> seat) {
        return view.isPresent()
                && seat.stream()
                        .allMatch(node -> view.get().isOpen(node)
                                || view.get().draining(job, node) >= seats.acceleratorsPerPod());
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

    /** Replicas on whatever node. */
    int replicas() {
        return running.size() + draining.size() + lost.size();
    }

    /** Replicas on nodes that may be placed on. */
    int running() {
        return running.size();
    }

    int draining() {
        return draining.size();
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
                view.ifPresent(at -> seats.lend(at, seat));
            }
        }
    }

    /** Removes replicas on nodes that take no more. */
    void dropDraining(int replicas) {
        draining.subList(draining.size() - replicas, draining.size()).clear();
    }

    /** Removes replicas on nodes that are gone. */
    void dropLost(int replicas) {
        lost.subList(lost.size() - replicas, lost.size()).clear();
    }

    /** Takes one more seat for the time of a rollout, else one that is lent here; false where none is free. */
    boolean startSurge() {
        if (view.isEmpty()) {
            return false;
        }
        Optional<List<String>> seat =
                seats.find(view.get(), 1).stream().findFirst().or(this::takeLent);
        seat.ifPresent(found -> {
            surge = found;
            take(view.get(), found);
        });
        return seat.isPresent();
    }

    /** The first of the lent seats whose accelerators are free. */
    private Optional<List<String>> takeLent() {
        letLentGo();
        Optional<List<String>> seat = lent.stream()
                .filter(own -> seats.isFree(view.orElseThrow(), own))
                .findFirst();
        seat.ifPresent(lent::remove);
        keepLent();
        return seat;
    }

    void endSurge() {
        surge = List.of();
    }

    /** Lends so many more seats of what is free, or as many as there are. */
    void lend(int replicas) {
        PoolView at = view.orElseThrow();
        seats.find(at, replicas).forEach(seat -> {
            lent.add(seat);
            seats.lend(at, seat);
        });
    }

    /** Lends so many fewer. */
    void endLending(int replicas) {
        for (int i = 0; i < replicas; i++) {
            List<String> seat = lent.remove(lent.size() - 1);
            view.ifPresent(at -> seats.endLending(at, seat));
        }
    }

    void keepLent() {
        view.ifPresent(at -> lent.forEach(seat -> seats.lend(at, seat)));
    }

    void letLentGo() {
        view.ifPresent(at -> lent.forEach(seat -> seats.endLending(at, seat)));
    }

    /** The share as it is now; empty where nothing is held. */
    Optional<Share> share() {
        List<List<String>> all = new ArrayList<>(running);
        all.addAll(draining);
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

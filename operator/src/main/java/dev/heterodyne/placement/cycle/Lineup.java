package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.InferenceRequest;
import dev.heterodyne.placement.model.Request;
import dev.heterodyne.placement.model.TrainingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/** The jobs of a cycle in their order, decided one after the other, and who lies where. */
final class Lineup {
    private final List<Request> jobs;
    private final Outlook outlook;
    private final Decider decider;
    private final IntConsumer beforeNext;
    private final Map<Integer, Integer> ranks = new HashMap<>();
    private final Map<Integer, Seating> seatings = new HashMap<>();
    private final Map<String, PoolView> views = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<String, NavigableSet<Integer>> residents = new HashMap<>();

    /** Decides one job, given the pools barred to it and why, and what has been decided for others. */
    @FunctionalInterface
    interface Decider {
        Decision decide(Request job, Map<String, String> barred, Lineup others);
    }

    /** @param beforeNext called with the priority of each job before it is decided for the first time */
    Lineup(List<Request> jobs, Outlook outlook, Decider decider, IntConsumer beforeNext) {
        this.jobs = jobs;
        this.beforeNext = beforeNext;
        this.outlook = outlook;
        this.decider = decider;
        outlook.views().forEach(view -> views.put(view.pool().name(), view));
        jobs.forEach(job -> ranks.putIfAbsent(job.priority(), ranks.size()));
    }

    /** Changes each decision once nobody moves any more, in their order. */
    void conclude(BiFunction<Request, Decision, Decision> change) {
        for (int i = 0; i < decisions.size(); i++) {
            decisions.set(i, change.apply(jobs.get(i), decisions.get(i)));
        }
    }

    int size() {
        return jobs.size();
    }

    int decided() {
        return decisions.size();
    }

    Request job(int index) {
        return jobs.get(index);
    }

    Decision decision(int index) {
        return decisions.get(index);
    }

    List<Decision> decisions() {
        return decisions;
    }

    /**
     * Whether a job waits only because others hold what it needs. Canary runs stand aside: how many may run in a pool depends on
     * the others, so they neither move nor have others moved.
     */
    boolean isCrowdedOut(int index) {
        return !isCanary(index)
                && decision(index).outcome() == Outcome.Pending
                && decision(index).candidates().stream().anyMatch(Candidate::waits);
    }

    boolean isPlaced(int index) {
        return decision(index).outcome() == Outcome.Placed;
    }

    /** Whether a job lies in one pool alone, and so could be moved as a whole. */
    boolean isMovable(int index) {
        return !isCanary(index) && decision(index).shares().size() == 1;
    }

    /** Whether a job may change pools for more value alone: a gang stays where it starts, a service goes by price from then on. */
    boolean seeksValue(int index) {
        return isMovable(index) && job(index) instanceof TrainingRequest;
    }

    private boolean isCanary(int index) {
        return job(index) instanceof TrainingRequest training && training.canary();
    }

    /** The jobs that lie in one pool and in no other, youngest first. */
    List<Integer> residents(String pool) {
        return List.copyOf(residents.getOrDefault(pool, new TreeSet<>()).descendingSet());
    }

    /** How many priorities there are. */
    int priorities() {
        return ranks.size();
    }

    /** Rank of a job's priority, 0 for the highest. */
    int rank(int index) {
        return ranks.getOrDefault(job(index).priority(), 0);
    }

    /** Where a job that has a place or is crowded out could be. */
    Seating seating(int index) {
        return seatings.computeIfAbsent(
                index, i -> new Seating(job(i), outlook.of(job(i)).orElseThrow(), outlook.assessor()));
    }

    /** Value and origin bonus of a movable job where it lies. */
    double worth(int index) {
        String pool = decision(index).shares().get(0).pool();
        return decision(index).candidates().stream()
                .filter(c -> c.pool().equals(pool))
                .mapToDouble(c -> c.value() + c.bonus())
                .sum();
    }

    /** Decides the next job. */
    void decideNext() {
        int index = decisions.size();
        beforeNext.accept(jobs.get(index).priority());
        decisions.add(decider.decide(jobs.get(index), Map.of(), this));
        moveIn(index);
    }

    /** Offers what moves have left over to those who still wait. */
    void retryCrowdedOut() {
        for (int i = 0; i < decisions.size(); i++) {
            if (isCrowdedOut(i)) {
                decide(i, Map.of());
            }
        }
    }

    /**
     * Offers what moves have left over to the services that have a place; whether one took it. Each that does serves more or at a
     * lower price, and takes from none, so that this comes to an end.
     */
    boolean splitAnew() {
        boolean changed = false;
        for (int i = 0; i < decisions.size(); i++) {
            if (isPlaced(i) && job(i) instanceof InferenceRequest) {
                changed |= splitAnew(i);
            }
        }
        return changed;
    }

    private boolean splitAnew(int index) {
        Decision before = decision(index);
        lift(index);
        decide(index, Map.of());
        if (!replicas(decision(index)).equals(replicas(before))) {
            return true;
        }
        // The old decision still says for whom it made room.
        lift(index);
        decisions.set(index, before);
        putBack(index);
        return false;
    }

    private static Map<String, Integer> replicas(Decision decision) {
        return decision.shares().stream().collect(Collectors.toMap(Share::pool, Share::replicas));
    }

    /** Gives back what a job holds, its decision left as it is. */
    void lift(int index) {
        decision(index).shares().forEach(share -> view(share).giveBack(share));
    }

    /** Undoes a {@link #lift}. */
    void putBack(int index) {
        decision(index).shares().forEach(share -> view(share).take(share));
    }

    /** Moves jobs to the seats found for them, all at once, and decides each anew there, so that its decision says why. */
    void move(Map<Integer, Seating.Seat> seats, String why) {
        seats.keySet().forEach(this::lift);
        seats.values().forEach(seat -> view(seat.share()).take(seat.share()));
        new TreeMap<>(seats).forEach((index, seat) -> {
            view(seat.share()).giveBack(seat.share());
            decideIn(index, seat.share().pool(), why);
        });
    }

    /** Decides a job that fits a pool for that pool: others that it would rather have are barred to it. */
    private void decideIn(int index, String pool, String why) {
        Map<String, String> barred = new HashMap<>();
        decide(index, barred);
        while (decision(index).shares().size() != 1
                || !decision(index).shares().get(0).pool().equals(pool)) {
            lift(index);
            String other = decision(index).shares().stream()
                    .map(Share::pool)
                    .filter(p -> !p.equals(pool))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            job(index).id() + " does not fit pool " + pool + ", which had a seat for it"));
            barred.put(other, why);
            decide(index, barred);
        }
    }

    private void decide(int index, Map<String, String> barred) {
        residents.values().forEach(indices -> indices.remove(index));
        decisions.set(index, decider.decide(jobs.get(index), barred, this));
        moveIn(index);
    }

    private void moveIn(int index) {
        if (isMovable(index)) {
            residents
                    .computeIfAbsent(decision(index).shares().get(0).pool(), p -> new TreeSet<>())
                    .add(index);
        }
    }

    private PoolView view(Share share) {
        return Objects.requireNonNull(views.get(share.pool()));
    }
}

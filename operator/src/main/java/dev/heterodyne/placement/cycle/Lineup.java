package dev.heterodyne.placement.cycle;

import dev.heterodyne.placement.model.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs of a cycle in their order, decided one after the other. Decisions can be taken back from a job on and taken
 * again with a pool barred to it, so that a job behind it finds room.
 */
final class Lineup {
    private final List<Request> jobs;
    private final Outlook outlook;
    private final Decider decider;
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<Request, Map<String, String>> bars = new HashMap<>();

    /** Decides one job, given the pools barred to it and why, and what has been decided for others. */
    @FunctionalInterface
    interface Decider {
        Decision decide(Request job, Map<String, String> barred, Lineup others);
    }

    /** What to go back to. */
    record Mark(int from, List<Decision> decisions, Request barred, Map<String, String> bars) {}

    Lineup(List<Request> jobs, Outlook outlook, Decider decider) {
        this.jobs = jobs;
        this.outlook = outlook;
        this.decider = decider;
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

    /** Whether a job waits only because others hold what it needs. */
    boolean isCrowdedOut(int index) {
        return decision(index).outcome() == Outcome.Pending
                && decision(index).candidates().stream().anyMatch(Candidate::waits);
    }

    boolean isPlaced(int index) {
        return decision(index).outcome() == Outcome.Placed;
    }

    /** Decides the next job. */
    void decideNext() {
        Request job = jobs.get(decisions.size());
        decisions.add(decider.decide(job, bars.getOrDefault(job, Map.of()), this));
    }

    /** Offers what moves have left over to those who still wait. */
    void retryCrowdedOut() {
        for (int i = 0; i < decisions.size(); i++) {
            if (isCrowdedOut(i)) {
                decisions.set(i, decider.decide(jobs.get(i), Map.of(), this));
            }
        }
    }

    /** Takes back all decisions from a job on, bars a pool to it and decides again as far as before. */
    Mark again(int from, String pool, String why) {
        Request job = jobs.get(from);
        int until = decisions.size();
        Mark mark = new Mark(from, takeBack(from), job, bars.getOrDefault(job, Map.of()));
        Map<String, String> more = new HashMap<>(mark.bars());
        more.put(pool, why);
        bars.put(job, more);
        while (decisions.size() < until) {
            decideNext();
        }
        return mark;
    }

    /** Undoes {@link #again}. */
    void restore(Mark mark) {
        takeBack(mark.from());
        bars.put(mark.barred(), mark.bars());
        mark.decisions().forEach(decision -> {
            decision.shares().forEach(share -> view(share).take(share));
            decisions.add(decision);
        });
    }

    private List<Decision> takeBack(int from) {
        List<Decision> tail = decisions.subList(from, decisions.size());
        List<Decision> taken = List.copyOf(tail);
        taken.forEach(decision -> decision.shares().forEach(share -> view(share).giveBack(share)));
        tail.clear();
        return taken;
    }

    private PoolView view(Share share) {
        Optional<PoolView> view = outlook.views().stream()
                .filter(v -> v.pool().name().equals(share.pool()))
                .findFirst();
        return view.orElseThrow();
    }
}

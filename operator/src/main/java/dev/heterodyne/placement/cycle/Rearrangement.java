package dev.heterodyne.placement.cycle;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks ahead: where a job is crowded out, jobs of its own priority before it are sent to other pools if all of them still find
 * a place; and where every job has one, to pools that together are worth more. No job ever loses its place to a later one, and
 * no priority gives up value for a lower one. Bounded by a number of decisions, since a crowded cluster has no end of ways.
 */
final class Rearrangement {
    /** Nodes that may be looked at again. */
    private static final long BUDGET = 5_000_000;

    /** What a decision costs beside its nodes, in nodes. */
    private static final long OVERHEAD = 200;

    /** What it costs to ask whether a job could make room, in nodes. */
    private static final long COST_OF_ASKING = 50;

    /** How many jobs one crowded-out job may move. */
    private static final int DEPTH = 3;

    /** How many jobs change places in one step up. */
    private static final int MOVES = 2;

    private static final double GAIN = 1e-9;

    private final Lineup lineup;
    private final long costOfDecision;
    private long budget = BUDGET;

    /** Looks ahead in a cluster of so many nodes. */
    Rearrangement(Lineup lineup, long nodes) {
        this.lineup = lineup;
        this.costOfDecision = OVERHEAD + nodes;
    }

    List<Decision> decideAll() {
        boolean allPlaced = true;
        while (lineup.decided() < lineup.size()) {
            lineup.decideNext();
            int last = lineup.decided() - 1;
            if (lineup.isCrowdedOut(last)) {
                allPlaced &= makeRoom(last, DEPTH, last);
            }
        }
        if (allPlaced) {
            improve();
        }
        lineup.retryCrowdedOut();
        return lineup.decisions();
    }

    /** Moves jobs before {@code crowdedOut} until it and all before it that had a place have one. */
    private boolean makeRoom(int crowdedOut, int depth, int beneficiary) {
        for (int mover = crowdedOut - 1; mover >= 0 && budget > 0; mover--) {
            budget -= COST_OF_ASKING;
            if (!mayMakeRoom(mover, crowdedOut)) {
                continue;
            }
            budget -= (lineup.decided() - mover) * costOfDecision;
            boolean[] had = placed();
            had[beneficiary] = true;
            Lineup.Mark mark = lineup.again(
                    mover, poolOf(mover), "left to " + lineup.job(beneficiary).id());
            int first = firstWithout(had);
            if (first < 0 || (depth > 1 && lineup.isCrowdedOut(first) && makeRoom(first, depth - 1, beneficiary))) {
                return true;
            }
            lineup.restore(mark);
        }
        return false;
    }

    /** A job of the same priority in one pool that the other could use, and with another pool to go to. */
    private boolean mayMakeRoom(int mover, int crowdedOut) {
        return lineup.isPlaced(mover)
                && lineup.decision(mover).shares().size() == 1
                && lineup.job(mover).priority() == lineup.job(crowdedOut).priority()
                && lineup.decision(mover).candidates().stream()
                                .filter(Candidate::feasible)
                                .count()
                        > 1
                && lineup.decision(crowdedOut).candidates().stream()
                        .anyMatch(c -> c.pool().equals(poolOf(mover)) && c.waits());
    }

    private String poolOf(int index) {
        return lineup.decision(index).shares().get(0).pool();
    }

    private boolean[] placed() {
        boolean[] placed = new boolean[lineup.decided()];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = lineup.isPlaced(i);
        }
        return placed;
    }

    private int firstWithout(boolean[] had) {
        for (int i = 0; i < had.length; i++) {
            if (had[i] && !lineup.isPlaced(i)) {
                return i;
            }
        }
        return -1;
    }

    /** Steps up, by one move where one helps and else by two, until neither does. */
    private void improve() {
        int moves = 1;
        while (moves <= MOVES && budget > 0) {
            moves = improved(moves, placed(), worth()) ? 1 : moves + 1;
        }
    }

    /** One step up: some jobs go elsewhere, all keep a place, and together they are worth more. */
    private boolean improved(int moves, boolean[] had, Map<Integer, Double> before) {
        for (int mover = lineup.size() - 1; mover >= 0 && budget > 0; mover--) {
            if (!lineup.isPlaced(mover) || lineup.decision(mover).shares().size() != 1) {
                continue;
            }
            budget -= (lineup.size() - mover) * costOfDecision;
            Lineup.Mark mark = lineup.again(mover, poolOf(mover), "left to jobs that gain more there");
            boolean better =
                    moves == 1 ? firstWithout(had) < 0 && more(before, worth()) : improved(moves - 1, had, before);
            if (better) {
                return true;
            }
            lineup.restore(mark);
        }
        return false;
    }

    /** Value by priority, highest first. */
    private Map<Integer, Double> worth() {
        Map<Integer, Double> worth = new TreeMap<>(Comparator.reverseOrder());
        for (int i = 0; i < lineup.decided(); i++) {
            double value = 0;
            for (Share share : lineup.decision(i).shares()) {
                value += lineup.decision(i).candidates().stream()
                        .filter(c -> c.pool().equals(share.pool()))
                        .mapToDouble(c -> c.value() + c.bonus())
                        .sum();
            }
            worth.merge(lineup.job(i).priority(), value, Double::sum);
        }
        return worth;
    }

    private static boolean more(Map<Integer, Double> before, Map<Integer, Double> after) {
        for (Map.Entry<Integer, Double> entry : before.entrySet()) {
            double gain = after.getOrDefault(entry.getKey(), 0.0) - entry.getValue();
            if (Math.abs(gain) > GAIN) {
                return gain > 0;
            }
        }
        return false;
    }
}

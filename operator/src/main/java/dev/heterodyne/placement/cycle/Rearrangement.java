package dev.heterodyne.placement.cycle;

import java.util.List;
import java.util.Map;

/**
 * Looks ahead. Places first: where a job is crowded out, jobs before it are sent to other pools if all of them keep a place,
 * so none ever loses its place to a later one. Then value: gangs change pools where they are worth more together, though no
 * priority is worth less for the value of a lower one. Services make room, but lie where their load is carried at the lowest
 * price, as when they are resized. Bounded by nodes looked at, since a crowded cluster has no end of ways.
 */
final class Rearrangement {
    /** Nodes that may be looked at again in a cycle. */
    private static final long BUDGET = 2_000_000;

    /** Nodes that may be looked at again for one job. */
    private static final long BUDGET_PER_JOB = BUDGET / 10;

    /** How many jobs may move for one. */
    private static final int MOST_EJECTIONS = 4;

    private final Lineup lineup;
    private long budget = BUDGET;
    private boolean moved;

    Rearrangement(Lineup lineup) {
        this.lineup = lineup;
    }

    List<Decision> decideAll() {
        while (lineup.decided() < lineup.size()) {
            lineup.decideNext();
            int last = lineup.decided() - 1;
            if (lineup.isCrowdedOut(last)) {
                move(last, "left to " + lineup.job(last).id());
            }
        }
        boolean better = true;
        while (better) {
            better = false;
            for (int job = 0; job < lineup.size(); job++) {
                better |= lineup.seeksValue(job) && move(job, "left to jobs that gain more there");
            }
        }
        lineup.retryCrowdedOut();
        while (moved && lineup.splitAnew()) {
            lineup.retryCrowdedOut();
        }
        return lineup.decisions();
    }

    /** Gives a job a seat or a better one, with as few moves of others as will do; whether it got one. */
    private boolean move(int job, String why) {
        Map<Integer, Seating.Seat> seats = Map.of();
        long left = Math.min(budget, BUDGET_PER_JOB);
        for (int ejections = 0; ejections <= MOST_EJECTIONS && seats.isEmpty() && left > 0; ejections++) {
            EjectionChain chain = new EjectionChain(lineup, left);
            seats = chain.forJob(job, ejections);
            budget -= left - chain.budget();
            left = chain.budget();
        }
        lineup.move(seats, why);
        moved |= !seats.isEmpty();
        return !seats.isEmpty();
    }
}

package dev.heterodyne.placement.cycle;

import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds who has to go where so that one job gets a seat, or a better one: it takes the place of others, these take the place
 * of yet others, until all have one again (ejection chains; for assignment to places of limited size Yagiura, Ibaraki and
 * Glover, INFORMS Journal on Computing 16(2), 2004). Of the chains with up to so many ejections it finds the one worth the
 * most, depth first: a branch ends where even the best seat for everyone would not be worth more than the best chain so far.
 * One object is one search; it leaves the cluster as it was.
 */
final class EjectionChain {
    /** What an attempt costs beside the nodes of the pool, in nodes. */
    private static final long OVERHEAD = 50;

    private final Lineup lineup;
    private final Map<Integer, Seating.Seat> seated = new LinkedHashMap<>();
    private final TreeSet<Integer> homeless;
    private final BitSet moving = new BitSet();
    /** What all that move would gain if those without a seat got their best one. */
    private final Worth hoped;

    private @Nullable Worth most;
    private Map<Integer, Seating.Seat> best = Map.of();
    private long budget;

    /** A search that looks at no more than so many nodes. */
    EjectionChain(Lineup lineup, long budget) {
        this.lineup = lineup;
        this.budget = budget;
        this.hoped = new Worth(lineup.priorities());
        // The largest first: they have the least choice.
        this.homeless = new TreeSet<>(
                Comparator.comparingDouble((Integer job) -> lineup.seating(job).accelerators())
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Nodes that may still be looked at. */
    long budget() {
        return budget;
    }

    /**
     * Seats for the job and for those that have to move. For a job without a place the ones worth the most; for a job that has
     * one only such as are worth more in all than what they have. Empty where there are none.
     */
    Map<Integer, Seating.Seat> forJob(int job, int ejections) {
        if (lineup.isPlaced(job)) {
            most = new Worth(lineup.priorities());
        }
        eject(job);
        if (promising()) {
            seatNext(ejections);
        }
        takeBack(job);
        return best;
    }

    private void seatNext(int ejections) {
        if (homeless.isEmpty()) {
            most = hoped.copy();
            best = new LinkedHashMap<>(seated);
            return;
        }
        int job = homeless.first();
        homeless.remove(job);
        for (Seating.Option option : lineup.seating(job).options()) {
            double loss = option.worth() - ideal(job);
            hope(job, loss);
            boolean promising = promising();
            if (promising) {
                seatIn(
                        option,
                        job,
                        ejections,
                        lineup.residents(option.view().pool().name()));
            }
            hope(job, -loss);
            if (!promising) {
                break;
            }
        }
        homeless.add(job);
    }

    /** Seats a job in a pool, where it fits or by ejecting some of the residents. */
    private void seatIn(Seating.Option option, int job, int ejections, List<Integer> residents) {
        budget -= OVERHEAD + option.view().free().length;
        Optional<Seating.Seat> seat = lineup.seating(job).take(option, replicas(job, option));
        if (seat.isPresent()) {
            seated.put(job, seat.get());
            double loss = seat.get().worth() - option.worth();
            hope(job, loss);
            if (promising()) {
                seatNext(ejections);
            }
            hope(job, -loss);
            seated.remove(job);
            option.view().giveBack(seat.get().share());
            if (loss == 0) {
                return;
            }
        }
        for (int i = 0; i < residents.size() && ejections > 0 && budget > 0; i++) {
            int other = residents.get(i);
            if (!moving.get(other)) {
                eject(other);
                if (promising()) {
                    seatIn(option, job, ejections - 1, residents.subList(i + 1, residents.size()));
                }
                takeBack(other);
            }
        }
    }

    private void eject(int job) {
        lineup.lift(job);
        moving.set(job);
        homeless.add(job);
        hope(job, ideal(job) - worth(job));
    }

    private void takeBack(int job) {
        hope(job, worth(job) - ideal(job));
        homeless.remove(job);
        moving.clear(job);
        lineup.putBack(job);
    }

    private void hope(int job, double gain) {
        hoped.add(lineup.rank(job), gain);
    }

    private boolean promising() {
        return budget > 0 && (most == null || hoped.isMoreThan(most));
    }

    private double worth(int job) {
        return lineup.isPlaced(job) ? lineup.worth(job) : 0;
    }

    private double ideal(int job) {
        return lineup.seating(job).ideal();
    }

    /** A job that has a place keeps all its replicas; one without is content with its least. */
    private int replicas(int job, Seating.Option option) {
        return lineup.isPlaced(job)
                ? option.assessment().replicas()
                : lineup.seating(job).least(option);
    }
}

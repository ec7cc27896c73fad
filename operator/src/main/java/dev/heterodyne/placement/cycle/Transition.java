package dev.heterodyne.placement.cycle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The next step from the replicas that a job has to those that it should have: what is missing grows first; what is too much
 * goes only as far as what stays ready carries the load, or as much of it as was carried before, and keeps the least replicas
 * ready. Replicas on nodes that are lost go once they are replaced.
 */
final class Transition {
    private final List<Position> positions;
    private final Need need;
    private final boolean sufficient;
    private final int[] kept;
    private final int[] ready;

    /**
     * A pool's part.
     *
     * @param sound replicas on nodes that may be placed on
     * @param lost replicas on nodes that are gone or shut
     * @param ready replicas ready to serve, of the sound ones
     * @param target replicas that there should be
     * @param room replicas that could be added now
     * @param rate what one replica carries
     * @param priceOfRate price of what one replica carries
     * @param feasible whether the pool may hold replicas of the job at all
     */
    record Position(
            int sound, int lost, int ready, int target, int room, double rate, double priceOfRate, boolean feasible) {}

    /** What changes in one pool. {@code wanting}: replicas that were to be added, but whose accelerators are not free. */
    record Move(int added, int wanting, int dropped, int lostDropped) {
        boolean grows() {
            return added > 0 || wanting > 0;
        }

        boolean changes() {
            return added > 0 || dropped > 0 || lostDropped > 0;
        }
    }

    /**
     * The step.
     *
     * @param sufficient whether the target holds and carries all that is needed
     */
    Transition(List<Position> positions, Need need, boolean sufficient) {
        this.positions = positions;
        this.need = need;
        this.sufficient = sufficient;
        this.kept = positions.stream().mapToInt(Position::sound).toArray();
        this.ready =
                positions.stream().mapToInt(p -> Math.min(p.ready(), p.sound())).toArray();
    }

    /** Replicas beyond the most that may run while replicas move: a quarter, as in a Deployment's rolling update. */
    static int surge(int max) {
        return Math.max(1, (max + 3) / 4);
    }

    List<Move> step() {
        int[] added = new int[kept.length];
        int[] wanting = new int[kept.length];
        int room = need.max() + surge(need.max()) - total();
        for (int i : inOrder(Comparator.comparingDouble(Position::priceOfRate))) {
            Position p = positions.get(i);
            int missing = Math.max(0, Math.min(room, p.target() - p.sound()));
            added[i] = Math.min(missing, p.room());
            wanting[i] = missing - added[i];
            room -= missing;
        }
        int[] lostDropped = new int[kept.length];
        if (IntStream.of(added).sum() == 0) {
            shrink();
            dropLost(lostDropped);
        }
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            moves.add(new Move(added[i], wanting[i], positions.get(i).sound() - kept[i], lostDropped[i]));
        }
        return moves;
    }

    private void shrink() {
        double mustCarry = Math.min(need.load(), carried());
        int mustBeReady = Math.min(need.min(), readyInAll());
        int mustHold = Math.min(need.min(), total());
        Comparator<Position> dearestFirst =
                Comparator.comparingDouble(Position::priceOfRate).reversed();
        for (int i : inOrder(Comparator.comparing(Position::feasible).thenComparing(dearestFirst))) {
            while (kept[i] > positions.get(i).target() && total() > mustHold && mayGo(i, mustCarry, mustBeReady)) {
                kept[i]--;
                ready[i] = Math.max(0, ready[i] - 1);
            }
        }
    }

    /** Which of a pool's replicas are ready is not known, so the one that goes counts as ready while any is. */
    private boolean mayGo(int i, double mustCarry, int mustBeReady) {
        Position p = positions.get(i);
        if (ready[i] == 0) {
            // In a pool that is given up they wait for their successors; elsewhere they were never needed.
            int wanted = positions.stream().mapToInt(Position::target).sum();
            return p.feasible() || kept[i] > wanted - readyInAll();
        }
        return readyInAll() - 1 >= mustBeReady && carried() - p.rate() >= mustCarry * (1 - Split.SAME);
    }

    private void dropLost(int[] lostDropped) {
        boolean settled = IntStream.range(0, kept.length)
                .allMatch(i -> kept[i] >= positions.get(i).target());
        for (int i = 0; i < kept.length; i++) {
            Position p = positions.get(i);
            // While what is lost cannot be replaced, it may still come back.
            if (settled && (sufficient || !p.feasible())) {
                lostDropped[i] = p.lost();
            }
        }
    }

    private List<Integer> inOrder(Comparator<Position> order) {
        return IntStream.range(0, kept.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> positions.get(i), order)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private int total() {
        return IntStream.of(kept).sum();
    }

    private int readyInAll() {
        return IntStream.of(ready).sum();
    }

    private double carried() {
        return IntStream.range(0, kept.length)
                .mapToDouble(i -> ready[i] * positions.get(i).rate())
                .sum();
    }
}

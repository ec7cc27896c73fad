package dev.heterodyne.placement.cycle;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Puts the candidates of a decision in order: feasible first, then by score; of those that score the same, the pool whose
 * placement strands the least of what is free; then by name.
 */
final class Ranking {
    /** Scores and fragmentation closer than this count as equal. */
    private static final double STEPS = 1e9;

    private Ranking() {}

    /**
     * Sorts, and settles ties for the first places.
     *
     * @param places how many of the candidates can matter
     * @param stranded accelerators that a candidate's placement would put out of reach of others; asked only in a tie
     */
    static void sort(List<Candidate> candidates, int places, ToDoubleFunction<Candidate> stranded) {
        candidates.sort(Candidate.BEST_FIRST);
        int from = 0;
        while (from < Math.min(places, candidates.size())
                && candidates.get(from).feasible()) {
            int to = from + 1;
            while (to < candidates.size() && ties(candidates.get(from), candidates.get(to))) {
                to++;
            }
            if (to - from > 1) {
                settle(candidates.subList(from, to), stranded);
            }
            from = to;
        }
    }

    /** Whether a feasible candidate behind the best scores as much. */
    static boolean ties(Candidate best, Candidate other) {
        return other.feasible() && Math.abs(best.score() - other.score()) <= 1 / STEPS;
    }

    private static void settle(List<Candidate> tied, ToDoubleFunction<Candidate> stranded) {
        Map<String, Double> growth = tied.stream()
                .collect(Collectors.toMap(Candidate::pool, c -> Math.rint(stranded.applyAsDouble(c) * STEPS) / STEPS));
        tied.sort(
                Comparator.<Candidate>comparingDouble(c -> growth.get(c.pool())).thenComparing(Candidate::pool));
    }
}

package dev.heterodyne.placement.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The split that a job with replicas should have: the one it has while that serves as well as any and costs little more than
 * the cheapest; else fewer of the same; else more beside the same; and only then one that moves replicas.
 */
final class StickySplit {
    /** What a split may cost more than the cheapest before replicas move, as a share: a move costs a start elsewhere. */
    static final double GAIN = 0.10;

    /** Load beyond the present one that replicas are kept for, as a share of it: what goes is not wanted back a minute later. */
    static final double SLACK = 0.10;

    private StickySplit() {}

    /**
     * The target.
     *
     * @param current replicas per offer, at most what each offers; any beyond count as lost
     * @param slack load beyond {@code need}'s that replicas are kept for, as a share of it
     */
    static Split of(List<Offer> offers, List<Integer> current, Need need, double slack) {
        Split best = CheapestSplit.of(offers, need).orElseThrow();
        Need later = need.carrying(need.load() * (1 + slack));
        Split ample = slack > 0 ? CheapestSplit.of(offers, later).orElseThrow() : best;
        Split stay = Split.of(current, offers, need);
        if (holds(stay, offers, need) && stay.servesLike(best) && isNear(stay, ample)) {
            return stay;
        }
        Split fewer = CheapestSplit.of(bounded(offers, current, true), later).orElseThrow();
        if (fewer.servesLike(ample) && isNear(fewer, ample)) {
            return fewer;
        }
        return CheapestSplit.of(bounded(offers, current, false), need)
                .filter(more -> more.servesLike(best) && isNear(more, best))
                .orElse(best);
    }

    private static boolean holds(Split split, List<Offer> offers, Need need) {
        return split.total() <= need.max()
                && split.pools() <= need.maxPools()
                && IntStream.range(0, offers.size())
                        .allMatch(i -> split.replicas().get(i) <= offers.get(i).most());
    }

    private static boolean isNear(Split split, Split cheapest) {
        return split.price() <= cheapest.price() * (1 + GAIN) * (1 + Split.SAME);
    }

    private static List<Offer> bounded(List<Offer> offers, List<Integer> current, boolean above) {
        List<Offer> bounded = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            Offer offer = offers.get(i);
            int here = Math.min(current.get(i), offer.most());
            bounded.add(above ? offer.within(0, here) : offer.within(here, offer.most()));
        }
        return bounded;
    }
}

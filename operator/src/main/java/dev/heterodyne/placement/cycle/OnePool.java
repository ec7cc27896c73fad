package dev.heterodyne.placement.cycle;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a job may not be split: the pool with the best score among those that hold its least replicas and carry its load; where
 * none does, the one with the best score. Replicas stay where they are while another pool scores little better.
 */
final class OnePool {
    /** How much better another pool must score, in value. */
    static final double GAIN = 0.10;

    private OnePool() {}

    /**
     * The same offers with all but one pool closed.
     *
     * @param scores one per offer
     * @param home index of the pool that holds the replicas, -1 for none
     */
    static List<Offer> only(List<Offer> offers, List<Double> scores, int home, Need need) {
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i < offers.size(); i++) {
            int rank = rank(offers.get(i), need);
            if (rank < bestRank || (rank == bestRank && rank < Integer.MAX_VALUE && scores.get(i) > scores.get(best))) {
                best = i;
                bestRank = rank;
            }
        }
        boolean stays = home >= 0
                && rank(offers.get(home), need) == bestRank
                && best >= 0
                && scores.get(best) <= scores.get(home) + GAIN;
        return closed(offers, stays ? home : best);
    }

    /** 0 where the pool carries all alone, 1 where it holds the least replicas, 2 where it holds any. */
    private static int rank(Offer offer, Need need) {
        if (offer.most() == 0) {
            return Integer.MAX_VALUE;
        }
        if (offer.most() < need.min()) {
            return 2;
        }
        double carried = Math.min(offer.most(), need.max()) * offer.rate();
        return carried >= need.load() * (1 - Split.SAME) ? 0 : 1;
    }

    private static List<Offer> closed(List<Offer> offers, int open) {
        List<Offer> result = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            result.add(i == open ? offers.get(i) : offers.get(i).within(0, 0));
        }
        return result;
    }
}

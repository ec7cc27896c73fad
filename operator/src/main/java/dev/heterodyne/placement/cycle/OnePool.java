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

    /** What is left to choose from, and what that has to hold. */
    record Choice(List<Offer> offers, Need need) {}

    /**
     * The same offers with all but one pool closed; all of them where the job may be split.
     *
     * @param scores one per offer
     * @param home index of the pool that holds the replicas, -1 for none
     * @param needs what each pool would have to hold
     * @param all what all of them together have to hold
     */
    static Choice of(List<Offer> offers, List<Double> scores, int home, List<Need> needs, Need all) {
        if (all.maxPools() > 1) {
            return new Choice(offers, all);
        }
        int only = pool(offers, scores, home, needs);
        return new Choice(closed(offers, only), only < 0 ? all : needs.get(only));
    }

    /** Index of the pool for all replicas, -1 where none holds any. */
    private static int pool(List<Offer> offers, List<Double> scores, int home, List<Need> needs) {
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i < offers.size(); i++) {
            int rank = rank(offers.get(i), needs.get(i));
            if (rank < bestRank || (rank == bestRank && rank < Integer.MAX_VALUE && scores.get(i) > scores.get(best))) {
                best = i;
                bestRank = rank;
            }
        }
        boolean stays = home >= 0
                && rank(offers.get(home), needs.get(home)) == bestRank
                && best >= 0
                && scores.get(best) <= scores.get(home) + GAIN;
        return stays ? home : best;
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

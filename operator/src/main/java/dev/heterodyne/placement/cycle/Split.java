package dev.heterodyne.placement.cycle;

import java.util.List;

/**
 * Replicas per pool.
 *
 * @param replicas one entry per offer
 * @param missing replicas below the least
 * @param shortfall load that is not carried
 * @param price of all replicas
 */
record Split(List<Integer> replicas, int missing, double shortfall, double price) {
    /** Figures closer than this, relative to what they are compared with, count as equal. */
    static final double SAME = 1e-9;

    Split {
        replicas = List.copyOf(replicas);
    }

    static Split of(List<Integer> replicas, List<Offer> offers, Need need) {
        int total = 0;
        double rate = 0;
        double price = 0;
        for (int i = 0; i < replicas.size(); i++) {
            total += replicas.get(i);
            rate += replicas.get(i) * offers.get(i).rate();
            price += replicas.get(i) * offers.get(i).price();
        }
        double shortfall = need.load() - rate;
        return new Split(
                replicas, Math.max(0, need.min() - total), shortfall > SAME * need.load() ? shortfall : 0, price);
    }

    int total() {
        return replicas.stream().mapToInt(Integer::intValue).sum();
    }

    int pools() {
        return (int) replicas.stream().filter(n -> n > 0).count();
    }

    /** Whether it carries and holds all that was asked for. */
    boolean suffices() {
        return missing == 0 && shortfall == 0;
    }

    /** Whether it holds at least as many of the least replicas and carries at least as much as another. */
    boolean servesLike(Split other) {
        return missing <= other.missing && shortfall <= other.shortfall * (1 + SAME);
    }

    /** Serves more, or the same at a lower price. */
    boolean isBetterThan(Split other) {
        if (missing != other.missing) {
            return missing < other.missing;
        }
        double tolerance = SAME * Math.max(shortfall, other.shortfall);
        if (Math.abs(shortfall - other.shortfall) > tolerance) {
            return shortfall < other.shortfall;
        }
        return price < other.price * (1 - SAME);
    }
}

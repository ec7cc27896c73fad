package dev.heterodyne.placement.cycle;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The split with the lowest price that holds the least replicas and carries the load; where none does, the one that holds the
 * most of them, then carries the most. Branch and bound over the pools, cheapest per rate first, each from as many replicas as
 * it may need down to none; of equal splits the first counts, so the order of the offers settles ties.
 */
final class CheapestSplit {
    /** Partial splits looked at before the best so far is taken: far more than dozens of pools of hundreds of replicas need. */
    private static final int MOST_LOOKS = 200_000;

    private final List<Offer> offers;
    private final Need need;
    private final int[] order;
    private final int[] chosen;
    /** Over the offers from a place in the order on. */
    private final long[] mostAfter;

    private final int[] leastAfter;
    private final double[] leastPriceAfter;
    private final double[] fastestAfter;
    private final double[] cheapestAfter;
    private final double[] cheapestRateAfter;
    private @Nullable Split best;
    private int looks;

    private CheapestSplit(List<Offer> offers, Need need) {
        this.offers = offers;
        this.need = need;
        this.order = IntStream.range(0, offers.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> offers.get(i).priceOfRate())
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        int n = order.length;
        this.chosen = new int[n];
        this.mostAfter = new long[n + 1];
        this.leastAfter = new int[n + 1];
        this.leastPriceAfter = new double[n + 1];
        this.fastestAfter = new double[n + 1];
        this.cheapestAfter = new double[n + 1];
        this.cheapestRateAfter = new double[n + 1];
        cheapestAfter[n] = Double.POSITIVE_INFINITY;
        cheapestRateAfter[n] = Double.POSITIVE_INFINITY;
        for (int i = n - 1; i >= 0; i--) {
            Offer offer = offers.get(order[i]);
            mostAfter[i] = mostAfter[i + 1] + offer.most();
            leastAfter[i] = leastAfter[i + 1] + offer.least();
            leastPriceAfter[i] = leastPriceAfter[i + 1] + offer.least() * offer.price();
            boolean open = offer.most() > 0;
            fastestAfter[i] = open ? Math.max(fastestAfter[i + 1], offer.rate()) : fastestAfter[i + 1];
            cheapestAfter[i] = open ? Math.min(cheapestAfter[i + 1], offer.price()) : cheapestAfter[i + 1];
            cheapestRateAfter[i] =
                    open ? Math.min(cheapestRateAfter[i + 1], offer.priceOfRate()) : cheapestRateAfter[i + 1];
        }
    }

    /** The best split; empty where what is to stay exceeds the most replicas or pools. */
    static Optional<Split> of(List<Offer> offers, Need need) {
        CheapestSplit search = new CheapestSplit(offers, need);
        search.extend(0, 0, 0, 0, 0);
        return Optional.ofNullable(search.best);
    }

    private void extend(int place, int total, int pools, double rate, double price) {
        looks++;
        if (place == order.length) {
            Split split = Split.of(Arrays.stream(chosen).boxed().toList(), offers, need);
            if (best == null || split.isBetterThan(best)) {
                best = split;
            }
            return;
        }
        Offer offer = offers.get(order[place]);
        int most = (int) Math.min(offer.most(), (long) need.max() - total - leastAfter[place + 1]);
        int useful = Math.max((int) Math.ceil((need.load() - rate) / offer.rate() - Split.SAME), need.min() - total);
        most = Math.min(most, Math.max(offer.least(), useful));
        if (pools == need.maxPools()) {
            most = Math.min(most, 0);
        }
        for (int n = most; n >= offer.least(); n--) {
            double carried = rate + n * offer.rate();
            double paid = price + n * offer.price();
            if (looks >= MOST_LOOKS && best != null) {
                break;
            }
            // Fewer here means more at a higher price per rate elsewhere, so the bound on the price only rises.
            double elsewhere = priceToCarry(place + 1, carried, 0);
            if (best != null && best.suffices() && elsewhere > 0 && paid + elsewhere >= best.price()) {
                break;
            }
            if (promising(place + 1, total + n, carried, paid)) {
                chosen[order[place]] = n;
                extend(place + 1, total + n, n > 0 ? pools + 1 : pools, carried, paid);
            }
        }
        chosen[order[place]] = 0;
    }

    /** Whether some way to go on could beat the best so far. */
    private boolean promising(int place, int total, double rate, double price) {
        if (best == null) {
            return true;
        }
        long room = Math.min(mostAfter[place], (long) need.max() - total);
        long missing = Math.max(0, need.min() - total - room);
        if (missing != best.missing()) {
            return missing < best.missing();
        }
        double tolerance = Split.SAME * need.load();
        double shortfall = Math.max(0, need.load() - rate - room * fastestAfter[place]);
        if (Math.abs(shortfall - best.shortfall()) > tolerance) {
            return shortfall < best.shortfall();
        }
        int stillMissing = need.min() - best.missing() - total;
        double forCount = stillMissing > 0 ? stillMissing * cheapestAfter[place] : 0;
        double more = Math.max(
                leastPriceAfter[place], Math.max(forCount, priceToCarry(place, rate, best.shortfall() + tolerance)));
        return price + more < best.price();
    }

    /** The least that carrying the rest costs in the pools from a place on. */
    private double priceToCarry(int place, double rate, double shortfall) {
        double left = need.load() * (1 - Split.SAME) - rate - shortfall;
        return left > 0 ? left * cheapestRateAfter[place] : 0;
    }
}

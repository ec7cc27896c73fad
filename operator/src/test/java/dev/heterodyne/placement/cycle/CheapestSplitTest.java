package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CheapestSplitTest {
    private static Offer offer(double rate, double price, int most) {
        return new Offer(rate, price, 0, most);
    }

    @Test
    void twoSmallReplicasMayBeCheaperThanOneMoreLargeOne() {
        Split split = CheapestSplit.of(List.of(offer(10, 10, 9), offer(3, 4, 9)), new Need(12, 1, 9, 2))
                .orElseThrow();

        assertThat(split.replicas()).containsExactly(1, 1);
        assertThat(split.price()).isEqualTo(14);
    }

    @Test
    void withOnePoolTheLargeOnesAloneCarryIt() {
        Split split = CheapestSplit.of(List.of(offer(10, 10, 9), offer(3, 4, 9)), new Need(12, 1, 9, 1))
                .orElseThrow();

        assertThat(split.replicas()).containsExactly(0, 4);
    }

    @Test
    void whereNothingCarriesTheLoadTheMostIsCarried() {
        Split split = CheapestSplit.of(List.of(offer(10, 10, 1), offer(3, 1, 9)), new Need(100, 1, 4, 2))
                .orElseThrow();

        assertThat(split.replicas()).containsExactly(1, 3);
        assertThat(split.shortfall()).isEqualTo(81);
    }

    @Test
    void theLeastReplicasAreHeldWhateverTheLoad() {
        Split split = CheapestSplit.of(List.of(offer(10, 10, 9), offer(3, 4, 2)), new Need(1, 3, 9, 2))
                .orElseThrow();

        assertThat(split.replicas()).containsExactly(1, 2);
    }

    @Test
    void equalPoolsAreTakenInTheirOrder() {
        Split split = CheapestSplit.of(List.of(offer(1, 1, 2), offer(1, 1, 9), offer(1, 1, 9)), new Need(3, 1, 9, 3))
                .orElseThrow();

        assertThat(split.replicas()).containsExactly(2, 1, 0);
    }

    /** Thirty-two pools of a thousand replicas each, all alike but a little: the search ends, and finds what the bound allows. */
    @Test
    void manyPoolsOfManyReplicas() {
        Random random = new Random(1);
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            offers.add(offer(5 + random.nextDouble(), 1 + 0.01 * random.nextDouble(), 1000));
        }
        Need need = new Need(50_000, 1, 100_000, 16);

        Split split = CheapestSplit.of(offers, need).orElseThrow();

        assertThat(split.shortfall()).isZero();
        double bound = need.load()
                * offers.stream().mapToDouble(Offer::priceOfRate).min().orElseThrow();
        assertThat(split.price()).isBetween(bound, bound * 1.1);
    }

    @Property(tries = 3000)
    void noSplitIsBetter(@ForAll Random random) {
        List<Offer> offers = new ArrayList<>();
        int pools = 1 + random.nextInt(4);
        for (int i = 0; i < pools; i++) {
            int least = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
            offers.add(new Offer(1 + random.nextInt(9), 1 + random.nextInt(9), least, least + random.nextInt(5)));
        }
        int min = 1 + random.nextInt(4);
        Need need = new Need(1 + random.nextInt(40), min, min + random.nextInt(6), 1 + random.nextInt(3));

        Optional<Split> found = CheapestSplit.of(offers, need);
        Optional<Split> best = bestOfAll(offers, need, new ArrayList<>());

        assertThat(found.isPresent()).isEqualTo(best.isPresent());
        if (best.isPresent()) {
            assertThat(found.get().missing()).isEqualTo(best.get().missing());
            assertThat(found.get().shortfall()).isEqualTo(best.get().shortfall(), within(1e-9));
            assertThat(found.get().price()).isEqualTo(best.get().price(), within(1e-9));
        }
    }

    private static Optional<Split> bestOfAll(List<Offer> offers, Need need, List<Integer> chosen) {
        if (chosen.size() == offers.size()) {
            Split split = Split.of(chosen, offers, need);
            return split.total() <= need.max() && split.pools() <= need.maxPools()
                    ? Optional.of(split)
                    : Optional.empty();
        }
        Optional<Split> best = Optional.empty();
        Offer offer = offers.get(chosen.size());
        for (int n = offer.least(); n <= offer.most(); n++) {
            List<Integer> longer = new ArrayList<>(chosen);
            longer.add(n);
            Optional<Split> split = bestOfAll(offers, need, longer);
            if (split.isPresent() && (best.isEmpty() || split.get().isBetterThan(best.get()))) {
                best = split;
            }
        }
        return best;
    }
}

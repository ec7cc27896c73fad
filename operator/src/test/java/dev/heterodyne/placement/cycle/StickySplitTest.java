package dev.heterodyne.placement.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StickySplitTest {
    private static final Need NEED = new Need(4, 1, 9, 2);

    private static List<Integer> target(double otherPrice, List<Integer> current, Need need) {
        return StickySplit.of(
                        List.of(new Offer(1, 1, 0, 9), new Offer(1, otherPrice, 0, 9)),
                        current,
                        need,
                        StickySplit.SLACK)
                .replicas();
    }

    @Test
    void aSmallGainMovesNothing() {
        assertThat(target(0.92, List.of(4, 0), NEED)).containsExactly(4, 0);
    }

    @Test
    void aGainBeyondTheThresholdMovesAll() {
        assertThat(target(0.5, List.of(4, 0), NEED)).containsExactly(0, 4);
    }

    @Test
    void growingAddsTheCheaperOnesBesideWhatIsThere() {
        assertThat(target(0.92, List.of(3, 0), NEED)).containsExactly(3, 1);
    }

    @Test
    void shrinkingDropsTheDearerOnesFirst() {
        assertThat(target(0.95, List.of(3, 3), new Need(3, 1, 9, 2))).containsExactly(1, 3);
    }

    @Test
    void aSparseReplicaOfManyStays() {
        assertThat(target(1, List.of(5, 0), new Need(3.8, 1, 9, 2))).containsExactly(5, 0);
        assertThat(target(1, List.of(6, 0), new Need(3.8, 1, 9, 2))).containsExactly(5, 0);
    }

    @Test
    void whereTooManyRunTheRestServesAsMuchAsItCan() {
        assertThat(target(1, List.of(4, 2), new Need(9, 1, 5, 2)).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(5);
    }

    /** Once it is there the same world asks for nothing else, nor does a load a little lower. */
    @Property(tries = 2000)
    void theTargetIsAtRest(@ForAll Random random) {
        List<Offer> offers = new ArrayList<>();
        List<Integer> current = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            offers.add(new Offer(1 + 9 * random.nextDouble(), 0.1 + random.nextDouble(), 0, random.nextInt(8)));
            current.add(random.nextInt(9));
        }
        int min = 1 + random.nextInt(4);
        Need need = new Need(40 * random.nextDouble() + 0.1, min, min + random.nextInt(8), 1 + random.nextInt(3));

        List<Integer> target =
                StickySplit.of(offers, current, need, StickySplit.SLACK).replicas();

        assertThat(StickySplit.of(offers, target, need, StickySplit.SLACK).replicas())
                .isEqualTo(target);
        Split best = CheapestSplit.of(offers, need).orElseThrow();
        assertThat(Split.of(target, offers, need).servesLike(best)).isTrue();
    }
}

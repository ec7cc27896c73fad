package dev.heterodyne.placement.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FreeCountsPropertiesTest {
    /** Beside going through the nodes. */
    @Property(tries = 500)
    void unusableIsWhatNodesTooSmallHaveOrEverythingWhereTheGangHasNoPlace(
            @ForAll Random random,
            @ForAll @IntRange(min = 1, max = 6) int replicas,
            @ForAll @IntRange(min = 1, max = 9) int each,
            @ForAll @IntRange(min = 0, max = 9) int taken) {
        int[] free = random.ints(1 + random.nextInt(12), 0, 10).toArray();
        FreeCounts counts = FreeCounts.of(free);
        int[] now = free.clone();
        now[0] -= Math.min(taken, free[0]);
        counts.move(free[0], now[0]);

        boolean holdsTheGang = Arrays.stream(now).map(f -> f / each).sum() >= replicas;
        int expected = Arrays.stream(now).filter(f -> f < each || !holdsTheGang).sum();

        assertThat(counts.unusable(replicas, each)).isEqualTo(expected);
    }
}

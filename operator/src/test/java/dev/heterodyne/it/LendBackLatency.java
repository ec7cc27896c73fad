package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A benchmark, run by {@code hack/bench/lendback}: the load of a service returns, training gives back what it borrowed, and the
 * time is taken from just before the request that raises the load to the watch event that shows all replicas ready.
 */
@ExtendWith(LiveClusterExtension.class)
class LendBackLatency {
    private static final int ROUNDS = 10;
    private static final int REPLICAS = 8;

    @Test
    void measure(LiveCluster cluster, Sandbox sandbox) throws IOException {
        cluster.operator();
        NightShift shift = new NightShift(sandbox, REPLICAS);
        shift.open();
        System.out.printf(
                "%n%s%n%n", Machine.describe(cluster, REPLICAS + " replicas, " + (REPLICAS - 1) + " of them lent"));
        System.out.printf("| training saves its state for | rounds | p50 | max |%n|---|---|---|---|%n");
        for (int grace : List.of(0, 5)) {
            List<Double> seconds = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                seconds.add(once(cluster, sandbox, shift, grace));
            }
            Collections.sort(seconds);
            System.out.printf(
                    Locale.ROOT,
                    "| %d s | %d | %.2f s | %.2f s |%n",
                    grace,
                    ROUNDS,
                    seconds.get((ROUNDS - 1) / 2),
                    seconds.get(ROUNDS - 1));
        }
    }

    private static double once(LiveCluster cluster, Sandbox sandbox, NightShift shift, int grace) {
        shift.night();
        shift.borrow(shift.training(60, Fate.lingers(grace + "s")));
        double seconds;
        try (LendBackClock clock = new LendBackClock(cluster.client(), sandbox.name(), NightShift.SERVICE, REPLICAS)) {
            clock.start();
            shift.day();
            clock.await();
            seconds = clock.seconds();
        }
        sandbox.deleteJob(NightShift.TRAINING);
        Sandbox.await().untilAsserted(() -> {
            assertThat(sandbox.training(NightShift.TRAINING)).isNull();
            assertThat(sandbox.pods()).hasSize(REPLICAS);
        });
        return seconds;
    }
}

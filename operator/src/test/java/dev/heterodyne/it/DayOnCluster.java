package dev.heterodyne.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heterodyne.day.DayCluster;
import dev.heterodyne.day.DayFigures;
import dev.heterodyne.day.DayLoad;
import dev.heterodyne.day.DayTrace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A benchmark, run by {@code hack/bench/day-on-cluster}: the day of {@code hack/bench/day} on the real control plane, a minute a
 * second. All ways to serve it run at once, each on nodes of its own, under one operator and one Prometheus.
 */
@ExtendWith(LiveClusterExtension.class)
class DayOnCluster {
    private static final String EXAMPLE = Checkout.EXAMPLES.resolve("r2").toString();
    private static final int HEADROOM_PERCENT = 20;
    private static final long MINUTE_MILLIS = 1000;
    private static final int BORROWERS = 4;

    private final Map<String, DayWatch> ways = new LinkedHashMap<>();
    private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();
    private final DayCluster example = DayCluster.ofExample(EXAMPLE);
    private KubernetesClient client;
    private LiveCluster cluster;
    private long latestMillis;

    @Test
    void measure(LiveCluster live) throws Exception {
        DayLoad day = DayLoad.of(DayTrace.read(Path.of(System.getenv("DAY_TRACE"))), example);
        int minutes = Math.min(
                day.minutes(), Integer.parseInt(System.getenv().getOrDefault("DAY_MINUTES", "" + day.minutes())));
        cluster = live;
        client = live.client();
        live.operator();
        try (DayGauges gauges = new DayGauges(day.at(0));
                RunningPrometheus prometheus = new RunningPrometheus(gauges.port())) {
            open(day, prometheus.address());
            Sandbox.await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(ways)
                            .allSatisfy((name, way) ->
                                    assertThat(way.isSettled()).as(name).isTrue()));
            System.out.printf("%n%s%n%n", Machine.describe(live, minutes + " minutes of the day, a second each"));
            ways.values().forEach(DayWatch::warm);
            run(day, minutes, gauges);
        } finally {
            ways.values().forEach(DayWatch::close);
            sandboxes.values().forEach(Sandbox::close);
        }
        System.out.println(DayFigures.HEAD);
        ways.forEach((name, way) -> System.out.println(way.figures().row(name)));
        ways.forEach((name, way) -> System.out.printf("%s: at least %d replicas ready%n", name, way.least()));
        System.out.printf("a minute was booked at most %d ms late%n", latestMillis);
    }

    private void open(DayLoad day, String prometheus) {
        int room = example.room();
        int nodes = example.h20For(day.peak(HEADROOM_PERCENT));
        DayCluster h20 = DayCluster.ofH20(EXAMPLE, nodes);

        DayTenant split = tenant("static split for the peak", "split", example).likeTheExample();
        split.serve(day.peak(HEADROOM_PERCENT), room);
        Sandbox.await().until(() -> ways.get("static split for the peak").isSettled());
        int reserve = ways.get("static split for the peak").replicas();
        DayTenant ours = tenant("ours", "ours", example).likeTheExample();
        ours.follow(day.at(0), room, reserve, HEADROOM_PERCENT, prometheus);
        ours.borrowers(BORROWERS);
        tenant("ours, nothing lent", "alone", example)
                .likeTheExample()
                .follow(day.at(0), room, 0, HEADROOM_PERCENT, prometheus);
        tenant("H20 only, static for the peak", "h20", h20).onH20(nodes).serve(day.peak(HEADROOM_PERCENT), nodes);
        tenant("H20 only, follows the load", "h20follows", h20)
                .onH20(nodes)
                .follow(day.at(0), nodes, 0, HEADROOM_PERCENT, prometheus);
    }

    private DayTenant tenant(String name, String shortName, DayCluster model) {
        Sandbox sandbox = new Sandbox(cluster, "day" + shortName, Optional::empty);
        sandboxes.put(name, sandbox);
        DayTenant tenant = new DayTenant(client, sandbox);
        ways.put(name, new DayWatch(client, tenant, model));
        return tenant;
    }

    /** Shows each minute's load as it comes, and books the minute in its middle. */
    private void run(DayLoad day, int minutes, DayGauges gauges) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MINUTE_MILLIS);
            List<Future<?>> steps = new ArrayList<>();
            for (int minute = 0; minute < minutes; minute++) {
                int now = minute;
                long begins = start + TimeUnit.MILLISECONDS.toNanos(minute * MINUTE_MILLIS);
                long middle = begins + TimeUnit.MILLISECONDS.toNanos(MINUTE_MILLIS / 2);
                steps.add(clock.schedule(
                        () -> gauges.show(day.at(now)), begins - System.nanoTime(), TimeUnit.NANOSECONDS));
                steps.add(
                        clock.schedule(() -> book(day, now, middle), middle - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
            for (Future<?> step : steps) {
                step.get();
            }
        } finally {
            clock.shutdownNow();
        }
    }

    private void book(DayLoad day, int minute, long due) {
        ways.values().forEach(way -> way.book(day.at(minute)));
        latestMillis = Math.max(latestMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due));
    }
}

package dev.heterodyne.day;

import dev.heterodyne.placement.model.Load;
import dev.heterodyne.placement.model.Pool;
import dev.heterodyne.scaling.CarriedLoad;
import dev.heterodyne.scaling.LoadWindow;
import dev.heterodyne.scaling.Reading;
import dev.heterodyne.scaling.ScalingRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints what it costs to serve the day in five ways, by the scheduling cycle alone. */
public final class DayReplay {
    private static final int HEADROOM = 20;
    private static final ScalingRules RULES =
            new ScalingRules(Duration.ofMinutes(5), Duration.ofMinutes(15), HEADROOM / 100.0);

    private final String example;
    private final DayCluster cluster;
    private final DayLoad day;

    private DayReplay(String example, DayTrace trace) {
        this.example = example;
        this.cluster = DayCluster.ofExample(example);
        this.day = DayLoad.of(trace, cluster);
    }

    /** Prints the table; the arguments are the file of the trace and the folder of the example. */
    public static void main(String[] arguments) throws IOException {
        new DayReplay(arguments[1], DayTrace.read(Path.of(arguments[0]))).print();
    }

    private void print() {
        Load busiest = day.busiest();
        System.out.printf(
                Locale.ROOT,
                "%d minutes, trace x %.1f, %.1f requests/s on average, %.1f in the busiest minute (%.0f + %.0f tokens)%n",
                day.minutes(),
                day.scale(),
                day.mean(),
                busiest.requestsPerSecond(),
                busiest.promptTokens(),
                busiest.outputTokens());
        for (Pool pool : cluster.empty().pools()) {
            System.out.printf(
                    Locale.ROOT,
                    "a replica in %s serves %.1f requests/s in the busiest minute; there is room for %d%n",
                    pool.name(),
                    cluster.rate(pool.name(), busiest),
                    cluster.room(pool));
        }
        DayCluster h20 = DayCluster.ofH20(example, cluster.h20For(day.peak(HEADROOM)));
        DayRun split = constant(cluster);
        System.out.println(DayFigures.HEAD);
        row("ours", following(cluster, split.replicas()));
        row("ours, nothing lent", following(cluster, 0));
        row("static split for the peak", split);
        row("H20 only, static for the peak", constant(h20));
        row("H20 only, follows the load", following(h20, 0));
    }

    private static void row(String name, DayRun run) {
        System.out.println(run.figures().row(name));
    }

    /** Sized once for the busiest minute, with the same headroom. */
    private DayRun constant(DayCluster on) {
        DayRun run = new DayRun(on);
        run.decide(0, on.service(day.peak(HEADROOM), on.room(), 0));
        run.warm();
        for (int minute = 0; minute < day.minutes(); minute++) {
            run.serve(minute, day.at(minute));
        }
        return run;
    }

    /** Follows what it reads, as the operator does with a Prometheus. */
    private DayRun following(DayCluster on, int reserve) {
        DayRun run = new DayRun(on);
        LoadWindow window = LoadWindow.EMPTY;
        CarriedLoad carried = CarriedLoad.UNKNOWN;
        for (int minute = 0; minute < day.minutes(); minute++) {
            Load load = day.at(minute);
            Instant now = Instant.EPOCH.plus(Duration.ofMinutes(minute));
            window = window.with(
                    new Reading(
                            now,
                            load.requestsPerSecond(),
                            OptionalDouble.of(load.promptTokens()),
                            OptionalDouble.of(load.outputTokens()),
                            true),
                    RULES);
            carried = window.carry(now, RULES, carried);
            run.decide(
                    minute,
                    on.service(
                            new Load(
                                    carried.requestsPerSecond().orElseThrow(),
                                    carried.promptTokens().orElseThrow(),
                                    carried.outputTokens().orElseThrow()),
                            on.room(),
                            reserve));
            if (minute == 0) {
                run.warm();
            }
            run.serve(minute, load);
        }
        return run;
    }
}

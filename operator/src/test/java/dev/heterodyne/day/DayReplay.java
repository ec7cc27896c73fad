package dev.heterodyne.day;

import dev.heterodyne.day.DayTrace.Bin;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Stretches the hour of the trace to a day and prints what it costs to serve it in four ways. */
public final class DayReplay {
    /** Minutes of the day that one minute of the trace becomes. */
    private static final int STRETCH = 24;
    /** Part of what all pools of the example serve that the busiest minute asks for. */
    private static final double PEAK = 0.8;

    private static final ScalingRules RULES = new ScalingRules(Duration.ofMinutes(5), Duration.ofMinutes(15), 0.2);
    private static final String H20 = "h20-a";

    private final String example;
    private final DayCluster cluster;
    private final List<Load> day;
    private final Load busiest;
    private final double scale;

    private DayReplay(String example, DayTrace trace) {
        this.example = example;
        this.cluster = DayCluster.ofExample(example);
        ToDoubleFunction<Bin> part = bin -> bin.requestsPerSecond() / capacity(bin);
        Bin peak = trace.minutes().stream()
                .max((a, b) -> Double.compare(part.applyAsDouble(a), part.applyAsDouble(b)))
                .orElseThrow();
        this.scale = PEAK / part.applyAsDouble(peak);
        this.day = trace.minutes().stream().map(this::load).toList();
        this.busiest = load(peak);
    }

    /** Prints the table; the arguments are the file of the trace and the folder of the example. */
    public static void main(String[] arguments) throws IOException {
        new DayReplay(arguments[1], DayTrace.read(Path.of(arguments[0]))).print();
    }

    private double capacity(Bin bin) {
        Load one = new Load(1, bin.promptTokens(), bin.outputTokens());
        return cluster.empty().pools().stream()
                .mapToDouble(p -> cluster.room(p) * cluster.rate(p.name(), one))
                .sum();
    }

    private Load load(Bin bin) {
        return new Load(scale * bin.requestsPerSecond(), bin.promptTokens(), bin.outputTokens());
    }

    private static Load with(Load load, double headroom) {
        return new Load(load.requestsPerSecond() * (1 + headroom), load.promptTokens(), load.outputTokens());
    }

    private void print() {
        double mean =
                day.stream().mapToDouble(Load::requestsPerSecond).average().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "day: %d minutes, trace x %.1f, %.1f requests/s on average, %.1f in the busiest minute (%.0f + %.0f tokens)%n",
                day.size() * STRETCH,
                scale,
                mean,
                busiest.requestsPerSecond(),
                busiest.promptTokens(),
                busiest.outputTokens());
        for (Pool pool : cluster.empty().pools()) {
            System.out.printf(
                    Locale.ROOT,
                    "day: a replica in %s serves %.1f requests/s in the busiest minute; there is room for %d%n",
                    pool.name(),
                    cluster.rate(pool.name(), busiest),
                    cluster.room(pool));
        }
        int room = cluster.empty().pools().stream().mapToInt(cluster::room).sum();
        int nodes =
                (int) Math.ceil(with(busiest, RULES.headroom()).requestsPerSecond() / cluster.rate(H20, busiest)) + 1;
        DayCluster h20 = DayCluster.ofH20(example, nodes);
        DayRun split = constant(cluster, room);
        System.out.println("day: | | within the SLO | not served | H20 hours | Ascend hours | most H20 | most Ascend |"
                + " resizes | replicas started | stopped | lent H20 | lent Ascend | trained on lent H20 |");
        System.out.println("day: |---|---|---|---|---|---|---|---|---|---|---|---|---|");
        row("ours", following(cluster, room, split.replicas()).figures());
        row("ours, nothing lent", following(cluster, room, 0).figures());
        row("static split for the peak", split.figures());
        row("H20 only, static for the peak", constant(h20, nodes).figures());
        row("H20 only, follows the load", following(h20, nodes, 0).figures());
    }

    /** Sized once for the busiest minute, with the same headroom. */
    private DayRun constant(DayCluster on, int most) {
        DayRun run = new DayRun(on);
        run.decide(0, on.service(with(busiest, RULES.headroom()), most, 0));
        run.warm();
        for (int minute = 0; minute < day.size() * STRETCH; minute++) {
            run.serve(minute, day.get(minute / STRETCH));
        }
        return run;
    }

    /** Follows what it reads, as the operator does with a Prometheus. */
    private DayRun following(DayCluster on, int most, int reserve) {
        DayRun run = new DayRun(on);
        LoadWindow window = LoadWindow.EMPTY;
        CarriedLoad carried = CarriedLoad.UNKNOWN;
        for (int minute = 0; minute < day.size() * STRETCH; minute++) {
            Load load = day.get(minute / STRETCH);
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
                            most,
                            reserve));
            if (minute == 0) {
                run.warm();
            }
            run.serve(minute, load);
        }
        return run;
    }

    private static void row(String name, DayRun.Figures f) {
        System.out.printf(
                Locale.ROOT,
                "day: | %s | %.2f %% | %.2f %% | %.0f | %.0f | %d | %d | %d | %d | %d | %.0f | %.0f | %.0f |%n",
                name,
                100 * f.attained / f.requests,
                100 * f.unserved / f.requests,
                h20(f.held),
                other(f.held),
                f.most.getOrDefault(H20, 0),
                f.most.entrySet().stream()
                        .filter(e -> !e.getKey().equals(H20))
                        .mapToInt(Map.Entry::getValue)
                        .sum(),
                f.resizes,
                f.started,
                f.stopped,
                h20(f.lent),
                other(f.lent),
                h20(f.trained));
    }

    private static double h20(Map<String, Double> hours) {
        return hours.getOrDefault(H20, 0.0);
    }

    private static double other(Map<String, Double> hours) {
        return hours.entrySet().stream()
                .filter(e -> !e.getKey().equals(H20))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}

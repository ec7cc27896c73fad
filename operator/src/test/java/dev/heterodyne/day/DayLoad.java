package dev.heterodyne.day;

import dev.heterodyne.day.DayTrace.Bin;
import dev.heterodyne.placement.model.Load;
import java.util.Comparator;
import java.util.List;

/**
 * The hour of the trace, stretched to a day and scaled to a cluster: its busiest minute asks for {@value #PEAK} of what all
 * pools serve.
 *
 * @param scale by which the rates of the trace are multiplied
 * @param bins load of each minute of the trace, which is that of {@value #STRETCH} minutes of the day
 * @param busiest the bin that asks for most
 */
public record DayLoad(double scale, List<Load> bins, Load busiest) {
    private static final int STRETCH = 24;
    private static final double PEAK = 0.8;

    /** For the capacity of a cluster. */
    public static DayLoad of(DayTrace trace, DayCluster cluster) {
        Bin peak = trace.minutes().stream()
                .max(Comparator.comparingDouble(bin -> part(bin, cluster)))
                .orElseThrow();
        double scale = PEAK / part(peak, cluster);
        return new DayLoad(
                scale, trace.minutes().stream().map(bin -> load(bin, scale)).toList(), load(peak, scale));
    }

    private static double part(Bin bin, DayCluster cluster) {
        return bin.requestsPerSecond() / cluster.capacity(load(bin, 1));
    }

    private static Load load(Bin bin, double scale) {
        return new Load(scale * bin.requestsPerSecond(), bin.promptTokens(), bin.outputTokens());
    }

    /** Minutes of the day. */
    public int minutes() {
        return bins.size() * STRETCH;
    }

    /** Load of a minute of the day, from 0. */
    public Load at(int minute) {
        return bins.get(minute / STRETCH);
    }

    /** The highest load that is to be carried, with that much more in percent. */
    public Load peak(int headroomPercent) {
        return new Load(
                busiest.requestsPerSecond() * (100 + headroomPercent) / 100,
                busiest.promptTokens(),
                busiest.outputTokens());
    }

    /** Requests per second, on average. */
    public double mean() {
        return bins.stream().mapToDouble(Load::requestsPerSecond).average().orElseThrow();
    }
}

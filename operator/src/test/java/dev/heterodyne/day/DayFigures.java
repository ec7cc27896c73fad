package dev.heterodyne.day;

import dev.heterodyne.placement.model.Load;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a day came to, booked minute by minute. */
public final class DayFigures {
    /** The head of the table that {@link #row} goes on with. */
    public static final String HEAD = """
            | | within the SLO | not served | H20 hours | Ascend hours | most H20 | most Ascend | resizes | replicas started | stopped | lent H20 | lent Ascend | trained on lent H20 |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|""";

    private static final double MINUTES = 60;
    private static final String H20 = "h20-a";

    private double requests;
    private double attained;
    private double unserved;
    private int resizes;
    private int started;
    private int stopped;
    private final Map<String, Double> held = new TreeMap<>();
    private final Map<String, Double> lent = new TreeMap<>();
    private final Map<String, Double> trained = new TreeMap<>();
    private final Map<String, Integer> most = new TreeMap<>();

    /** Books the requests of one minute, for the requests per second that were served at most. */
    public void serve(Load load, double capacity) {
        double minute = load.requestsPerSecond() * MINUTES;
        requests += minute;
        attained += capacity >= load.requestsPerSecond() ? minute : 0;
        unserved += minute * Math.max(0, 1 - capacity / load.requestsPerSecond());
    }

    /** Books what replicas held of a pool for one minute. */
    public void hold(String pool, int accelerators) {
        held.merge(pool, accelerators / MINUTES, Double::sum);
        most.merge(pool, accelerators, Math::max);
    }

    /** Books what was lent of a pool for one minute, and how much of it trained. */
    public void lend(String pool, int accelerators, int training) {
        lent.merge(pool, accelerators / MINUTES, Double::sum);
        trained.merge(pool, training / MINUTES, Double::sum);
    }

    /** Books a step that changed the placement. */
    public void resize() {
        resizes++;
    }

    /** Books replicas that were started and stopped. */
    public void move(int more, int less) {
        started += more;
        stopped += less;
    }

    /** Forgets the steps so far: what came before the day. */
    public void warm() {
        resizes = 0;
        started = 0;
        stopped = 0;
    }

    /** The figures as a row of a Markdown table. */
    public String row(String name) {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f %% | %.2f %% | %.0f | %.0f | %d | %d | %d | %d | %d | %.0f | %.0f | %.0f |",
                name,
                100 * attained / requests,
                100 * unserved / requests,
                h20(held),
                other(held),
                most.getOrDefault(H20, 0),
                most.entrySet().stream()
                        .filter(e -> !e.getKey().equals(H20))
                        .mapToInt(Map.Entry::getValue)
                        .sum(),
                resizes,
                started,
                stopped,
                h20(lent),
                other(lent),
                h20(trained));
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

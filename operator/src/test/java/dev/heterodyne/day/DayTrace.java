package dev.heterodyne.day;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversation service of Azure's LLM inference trace of 2023, minute by minute of the trace.
 *
 * @param minutes whole minutes, in their order; what is left over at the end is dropped
 */
public record DayTrace(List<Bin> minutes) {
    private static final double SECONDS = 60;

    /**
     * The requests of one minute.
     *
     * @param requestsPerSecond mean over the minute
     * @param promptTokens mean per request
     * @param outputTokens mean per request
     */
    public record Bin(double requestsPerSecond, double promptTokens, double outputTokens) {}

    /** Reads the file of the data set. */
    public static DayTrace read(Path file) throws IOException {
        List<double[]> sums = new ArrayList<>();
        LocalDateTime first = LocalDateTime.MIN;
        LocalDateTime last = LocalDateTime.MIN;
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] cells = line.split(",");
            last = LocalDateTime.parse(cells[0].replace(' ', 'T'));
            first = first.equals(LocalDateTime.MIN) ? last : first;
            int minute = (int) Duration.between(first, last).toMinutes();
            while (sums.size() <= minute) {
                sums.add(new double[3]);
            }
            double[] sum = sums.get(minute);
            sum[0]++;
            sum[1] += Double.parseDouble(cells[1]);
            sum[2] += Double.parseDouble(cells[2]);
        }
        return new DayTrace(sums.subList(0, sums.size() - 1).stream()
                .map(s -> new Bin(s[0] / SECONDS, s[1] / s[0], s[2] / s[0]))
                .toList());
    }
}

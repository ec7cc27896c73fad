package dev.heterodyne.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Lines of the demo, each with the seconds since its start. */
final class DemoOutput {
    private final PrintStream out;
    private final long start = System.nanoTime();

    DemoOutput(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println();
        out.println(Ansi.AUTO.string("@|bold " + text + "|@"));
    }

    void step(String text) {
        out.printf(Locale.ROOT, "%6.1fs  %s%n", seconds(), text);
    }

    void act(Act act) {
        step(Ansi.AUTO.string("@|bold " + act.told() + "|@"));
    }

    void job(JobLine job, boolean withReason) {
        String pool = job.pool().isEmpty() ? "" : Ansi.AUTO.string(" on @|bold,green " + job.pool() + "|@");
        step("%-12s %-9s%s%s"
                .formatted(job.name(), job.phase(), pool, job.nodes().isEmpty() ? "" : " (" + job.nodeList() + ")"));
        if (withReason) {
            out.printf("         %s%n", job.message());
        }
    }

    void attempt(AttemptLine attempt) {
        String reason = attempt.reason().isEmpty() ? "" : ": " + attempt.reason();
        step("%-12s attempt %d on %s ended: %s%s"
                .formatted(attempt.job(), attempt.number(), attempt.pool(), attempt.outcome(), reason));
    }

    void pool(PoolLine pool, String reason) {
        step("%-12s training %s: %s".formatted(pool.name(), pool.standing(), reason));
    }

    void plain(String text) {
        out.println(text);
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
    }
}

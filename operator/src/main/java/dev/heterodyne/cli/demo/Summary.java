package dev.heterodyne.cli.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tables that the demo ends with; outcomes and trust are there where an attempt has ended. */
final class Summary {
    private final PrintStream out;

    Summary(PrintStream out) {
        this.out = out;
    }

    void print(Scene scene) {
        boolean learned = !scene.attempts().isEmpty();
        out.println();
        job(learned, "KIND", "NAME", "PHASE", "POOL", "OUTCOME", "NODES");
        scene.jobs()
                .forEach(j -> job(
                        learned,
                        j.kind(),
                        j.name(),
                        j.phase().toString(),
                        j.pool(),
                        outcomes(scene.attempts(j.name())),
                        j.nodeList()));
        out.println();
        out.printf("%-10s %-14s %5s %5s", "POOL", "CLASS", "FREE", "TOTAL");
        out.println(learned ? "  TRAINING" : "");
        scene.pools().forEach(p -> {
            out.printf("%-10s %-14s %5s %5s", p.name(), p.className(), count(p.free()), count(p.total()));
            out.println(learned ? "  " + p.standing() : "");
        });
    }

    private void job(
            boolean learned, String kind, String name, String phase, String pool, String outcome, String nodes) {
        out.printf("%-10s %-12s %-9s %-10s ", kind, name, phase, pool);
        if (learned) {
            out.printf("%-13s ", outcome);
        }
        out.println(nodes);
    }

    private static String outcomes(List<AttemptLine> attempts) {
        return String.join(
                " ", attempts.stream().map(a -> a.outcome().toString()).toList());
    }

    private static String count(@Nullable Integer accelerators) {
        return Objects.toString(accelerators, "-");
    }
}

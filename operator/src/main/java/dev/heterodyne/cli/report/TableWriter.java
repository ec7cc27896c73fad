package dev.heterodyne.cli.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints a report for people: a line per job with its candidates below it, then the pools. */
public final class TableWriter {
    private static final int INDENT = 4;
    private static final List<String> JOB =
            List.of("JOB", "OUTCOME", "POOL", "STACK", ">REPLICAS", ">ACCELERATORS", "DOMAIN", "NODES");
    private static final List<String> CANDIDATE =
            List.of("POOL", ">COMPUTE", ">INTERCONNECT", ">MATURITY", ">VALUE", ">PRICE", ">SCORE", "WHY NOT");
    private static final List<String> POOL =
            List.of("POOL", ">ACCELERATORS", ">ALLOCATED", ">FREE", ">TRAINING PRICE", ">INFERENCE PRICE");

    private final Layout layout;

    /** @param width columns of the terminal */
    public TableWriter(int width) {
        this.layout = new Layout(width);
    }

    /** Prints the report. */
    public void write(Report report, PrintWriter out) {
        if (report.placements().isEmpty()) {
            out.println("No job to place.");
        } else {
            placements(report.placements(), out);
        }
        out.println();
        layout.table(
                        0,
                        false,
                        POOL,
                        report.pools().stream().map(TableWriter::row).toList())
                .forEach(out::println);
    }

    private void placements(List<PlacementReport> placements, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        placements.forEach(p -> rows.addAll(rows(p)));
        List<String> lines = layout.table(0, false, JOB, rows);
        out.println(lines.get(0));
        int next = 1;
        for (PlacementReport placement : placements) {
            int end = next + rows(placement).size();
            lines.subList(next, end).forEach(out::println);
            next = end;
            details(placement, out);
        }
    }

    private void details(PlacementReport placement, PrintWriter out) {
        if (!placement.message().isEmpty()) {
            String reason = placement.reason().isEmpty() ? "" : placement.reason() + ": ";
            layout.wrap(INDENT, reason + placement.message()).forEach(out::println);
        }
        if (!placement.candidates().isEmpty()) {
            List<List<String>> rows =
                    placement.candidates().stream().map(c -> row(c, placement)).toList();
            layout.table(INDENT, true, CANDIDATE, rows).forEach(out::println);
        }
    }

    /** A row per share; a job that waits has one without a share. */
    private static List<List<String>> rows(PlacementReport job) {
        String name = job.kind() + " " + job.namespace() + "/" + job.name();
        if (job.shares().isEmpty()) {
            return List.of(List.of(name, job.outcome(), "-", "-", "-", "-", "-", "-"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (ShareReport share : job.shares()) {
            boolean first = rows.isEmpty();
            rows.add(List.of(
                    first ? name : "",
                    first ? job.outcome() : "",
                    share.pool(),
                    share.stack(),
                    Integer.toString(share.replicas()),
                    Integer.toString(share.accelerators()),
                    share.domain().isEmpty() ? "-" : share.domain(),
                    nodes(share)));
        }
        return rows;
    }

    private static String nodes(ShareReport share) {
        String lent = share.lentNodes().isEmpty() ? "" : "lends " + NodeNames.abbreviate(share.lentNodes());
        return Stream.of(NodeNames.abbreviate(share.nodes()), lent)
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.joining("; "));
    }

    private static List<String> row(CandidateReport candidate, PlacementReport job) {
        boolean chosen =
                job.shares().stream().anyMatch(s -> s.replicas() > 0 && s.pool().equals(candidate.pool()));
        String why = candidate.message().isEmpty() || candidate.reason().isEmpty()
                ? candidate.reason()
                : candidate.reason() + ": " + candidate.message();
        return List.of(
                (chosen ? "* " : "  ") + candidate.pool(),
                figure(candidate.compute()),
                figure(candidate.interconnect()),
                figure(candidate.maturity()),
                figure(candidate.value()),
                figure(candidate.price()),
                figure(candidate.score()),
                why);
    }

    private static List<String> row(PoolReport pool) {
        return List.of(
                pool.name(),
                Integer.toString(pool.accelerators()),
                Integer.toString(pool.allocated()),
                Integer.toString(pool.free()),
                figure(pool.price().training()),
                figure(pool.price().inference()));
    }

    private static String figure(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.2f", value);
    }
}

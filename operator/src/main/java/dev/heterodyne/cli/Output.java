package dev.heterodyne.cli;

import dev.heterodyne.cli.report.JsonWriter;
import dev.heterodyne.cli.report.Report;
import dev.heterodyne.cli.report.TableWriter;
import java.io.PrintWriter;
import java.util.Map;

/** Formats of a report. */
enum Output {
    table,
    json;

    private static final int DEFAULT_WIDTH = 120;

    /** Prints the report, tables as wide as the shell says that the terminal is. */
    void write(Report report, PrintWriter out, Map<String, String> environment) {
        switch (this) {
            case table -> new TableWriter(width(environment)).write(report, out);
            case json -> new JsonWriter().write(report, out);
        }
        out.flush();
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }
}

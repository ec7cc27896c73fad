package dev.heterodyne.cli.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays out text for a terminal.
 *
 * @param width columns of the terminal
 */
record Layout(int width) {
    private static final int LEAST_WIDTH = 24;

    /**
     * Lines of a table, header first.
     *
     * @param wrap whether the last column is broken where the terminal is too narrow; else every row is one line
     * @param header headings; one that starts with {@code >} is of a column of numbers and is aligned to the right
     */
    List<String> table(int indent, boolean wrap, List<String> header, List<List<String>> rows) {
        Column[] columns = new Column[header.size()];
        int left = width - indent;
        for (int i = 0; i < columns.length; i++) {
            boolean number = header.get(i).startsWith(">");
            String title = number ? header.get(i).substring(1) : header.get(i);
            HorizontalAlign align = number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
            columns[i] = new Column().header(title).headerAlign(align).dataAlign(align);
            int widest = widest(title, i, rows);
            // The library counts one blank on either side of a cell.
            columns[i] = wrap && i == columns.length - 1
                    ? columns[i].maxWidth(Math.max(LEAST_WIDTH, left), OverflowBehaviour.NEWLINE)
                    : columns[i].maxWidth(widest + 2);
            left -= widest + 2;
        }
        String[][] data = rows.stream().map(r -> r.toArray(String[]::new)).toArray(String[][]::new);
        return AsciiTable.getTable(AsciiTable.NO_BORDERS, columns, data)
                .lines()
                .map(line -> " ".repeat(indent) + line.substring(1).stripTrailing())
                .toList();
    }

    private static int widest(String title, int column, List<List<String>> rows) {
        return Math.max(
                title.length(),
                rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0));
    }

    /** Lines of a text, broken between words. */
    List<String> wrap(int indent, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+", -1)) {
            if (!line.isEmpty() && indent + line.length() + 1 + word.length() > width) {
                lines.add(" ".repeat(indent) + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(" ".repeat(indent) + line);
        return lines;
    }
}

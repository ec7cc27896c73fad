package dev.heterodyne.evidence.attribution;

import java.util.List;

/** Keeps reasons to one line that people can read. */
final class Phrases {
    private static final int MOST_ITEMS = 3;
    private static final int MOST_CHARACTERS = 200;

    private Phrases() {}

    /** The first few, and how many more there are. */
    static String list(List<String> items) {
        if (items.size() <= MOST_ITEMS) {
            return String.join("; ", items);
        }
        return String.join("; ", items.subList(0, MOST_ITEMS)) + "; and " + (items.size() - MOST_ITEMS) + " more";
    }

    /** Without line breaks and other control characters, and not longer than a line. */
    static String line(String text) {
        String plain = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        if (plain.codePointCount(0, plain.length()) <= MOST_CHARACTERS) {
            return plain;
        }
        return plain.substring(0, plain.offsetByCodePoints(0, MOST_CHARACTERS)).strip() + "...";
    }

    /** The line of a text that holds this place. */
    static String lineAt(String text, int place) {
        int from = text.lastIndexOf('\n', place) + 1;
        int to = text.indexOf('\n', place);
        return line(text.substring(Math.min(from, place), to < 0 ? text.length() : to));
    }
}

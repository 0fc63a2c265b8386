package dev.aether.ajj.config.toml;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a TOML file without blank lines and comment lines, and the original line numbers of the other lines.
 *
 * <p>At each line end, tomlj 2.2.0 looks ahead over all line ends that follow. So a run of such lines takes cubic time.
 */
final class CondensedToml {
    private final String source;
    private final StringBuilder text = new StringBuilder();
    /** The line number in the file, for each line of the text and for its end. */
    private final List<Integer> lines = new ArrayList<>();

    CondensedToml(String source) {
        this.source = source;
        int line = 1;
        int start = 0;
        while (start < source.length()) {
            boolean dropped = isDropped(start);
            int end = Math.min(source.length(), 1 + (dropped ? newline(start) : endOfLogicalLine(start)));
            if (!dropped) {
                text.append(source, start, end);
            }
            for (int newline = newline(start); newline < end; newline = newline(newline + 1)) {
                if (!dropped) {
                    lines.add(line);
                }
                line++;
            }
            start = end;
        }
        lines.add(line);
    }

    String text() {
        return text.toString();
    }

    /** Returns the line number in the file for a line number in the text; both are counted from 1. */
    int lineInFile(int line) {
        return lines.get(Math.min(line, lines.size()) - 1);
    }

    private boolean isDropped(int start) {
        int index = start;
        while (index < source.length() && " \t\r".indexOf(source.charAt(index)) >= 0) {
            index++;
        }
        return index < source.length() && "#\n".indexOf(source.charAt(index)) >= 0;
    }

    /** Returns the offset of the line end after a line and its strings, which may span lines. */
    private int endOfLogicalLine(int start) {
        int index = start;
        while (index < source.length() && source.charAt(index) != '\n') {
            char each = source.charAt(index);
            index = switch (each) {
                case '#' -> newline(index);
                case '"', '\'' -> endOfString(index, each);
                default -> index + 1;
            };
        }
        return index;
    }

    /** Returns the offset after a string. If it is not closed, it ends with the line, or, if it is multi-line, with the file. */
    private int endOfString(int start, char quote) {
        String three = String.valueOf(quote).repeat(3);
        boolean multiline = source.startsWith(three, start);
        int index = start + (multiline ? three.length() : 1);
        while (index < source.length()) {
            char each = source.charAt(index);
            if (multiline && source.startsWith(three, index)) {
                return index + three.length();
            } else if (!multiline && each == quote) {
                return index + 1;
            } else if (!multiline && each == '\n') {
                return index;
            }
            index += each == '\\' && quote == '"' ? 2 : 1;
        }
        return source.length();
    }

    private int newline(int from) {
        int found = source.indexOf('\n', from);
        return found < 0 ? source.length() : found;
    }
}

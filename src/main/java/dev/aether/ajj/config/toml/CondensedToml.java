package dev.aether.ajj.config.toml;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a TOML file without its blank lines and comment lines, and where the other lines are in the file.
 *
 * <p>tomlj 2.2.0 looks ahead over all line ends that follow at each one, so that a run of such lines takes time that
 * grows with the cube of its length.
 */
final class CondensedToml {
    private final String source;
    private final StringBuilder text = new StringBuilder();
    /** The line in the file of each line of the text, and of its end. */
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

    /** What is to be parsed. */
    String text() {
        return text.toString();
    }

    /**
     * The line of the file that a line of the text comes from.
     *
     * @param line counted from 1, as the result
     */
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

    /** The offset of the line end after a line and the strings on it, which may have several lines themselves. */
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

    /** The offset after a string. One that is not closed ends with its line, or with the file when it may have several. */
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

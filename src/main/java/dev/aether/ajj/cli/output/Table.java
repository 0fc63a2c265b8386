package dev.aether.ajj.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Columns of text, as wide as their widest cell. The last one is not padded. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<Cell>> rows = new ArrayList<>();

    /** A text and the colour it is printed in; the colour takes no room. */
    record Cell(String text, UnaryOperator<String> style) {
        static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }
    }

    void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /** The lines, each beginning with {@code indent}. */
    List<String> lines(String indent) {
        return lines(indent, 0);
    }

    /**
     * The lines, the last cell cut where a line would be longer.
     *
     * @param longest in columns; 0 for any length
     */
    List<String> lines(String indent, int longest) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text()));
            }
        }
        return rows.stream()
                .map(row -> indent + line(fitted(row, widths, longest - width(indent)), widths))
                .toList();
    }

    private static String line(List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            line.append(cell.style().apply(cell.text()));
            if (i < row.size() - 1) {
                line.repeat(' ', widths[i] - width(cell.text())).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    /** With its last cell cut so that the line is no longer than that, if there is room for any of it. */
    private static List<Cell> fitted(List<Cell> row, int[] widths, int longest) {
        int before = Arrays.stream(widths, 0, row.size() - 1)
                .map(width -> width + GAP.length())
                .sum();
        Cell last = row.getLast();
        int room = longest - before;
        if (longest <= 0 || width(last.text()) <= room) {
            return row;
        }
        List<Cell> fitted = new ArrayList<>(row.subList(0, row.size() - 1));
        fitted.add(new Cell(cut(last.text(), room), last.style()));
        return fitted;
    }

    private static String cut(String text, int room) {
        return room < 2 ? "" : text.substring(0, text.offsetByCodePoints(0, room - 1)) + "\u2026";
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

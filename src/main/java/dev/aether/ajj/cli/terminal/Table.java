package dev.aether.ajj.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Columns of text, as wide as their widest cell, except for the last one. */
public final class Table {
    public static final String GAP = "  ";
    private static final String CUT = "\u2026";
    /** The minimum width of the shrinkable column: a change id and an ellipsis. */
    private static final int MIN_WIDTH = 10;

    private final List<List<Cell>> rows = new ArrayList<>();
    private final int shrinkable;

    public Table() {
        this(-1);
    }

    /**
     * Creates a table whose last column has paths.
     *
     * @param shrinkable index of the column that is cut first in lines that are too long. If that is not enough, the last
     *     one is cut at its start, because the end of a path is more useful
     */
    public Table(int shrinkable) {
        this.shrinkable = shrinkable;
    }

    /** A text and its colour, which has no width. */
    public record Cell(String text, UnaryOperator<String> style) {
        public static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }

        private Cell cutAtEnd(int room) {
            if (width(text) <= room) {
                return this;
            }
            return new Cell(room < 2 ? "" : text.substring(0, text.offsetByCodePoints(0, room - 1)) + CUT, style);
        }

        private Cell cutAtStart(int room) {
            int surplus = width(text) - room;
            if (surplus <= 0) {
                return this;
            }
            return new Cell(room < 2 ? "" : CUT + text.substring(text.offsetByCodePoints(0, surplus + 1)), style);
        }
    }

    public void row(Cell... cells) {
        rows.add(List.of(cells));
    }

    /** Returns the lines, each beginning with {@code indent}. */
    public List<String> lines(String indent) {
        return lines(indent, 0);
    }

    /**
     * Returns the lines, cut where they are too long.
     *
     * @param maxWidth in columns; 0 for any length
     */
    public List<String> lines(String indent, int maxWidth) {
        int room = maxWidth - width(indent);
        int[] widths = widths();
        if (maxWidth > 0 && shrinkable >= 0 && shrinkable < widths.length) {
            int lacking = beforeLast(widths, widths.length) + widths[widths.length - 1] - room;
            widths[shrinkable] = Math.clamp(
                    widths[shrinkable] - Math.max(0, lacking),
                    Math.min(MIN_WIDTH, widths[shrinkable]),
                    widths[shrinkable]);
        }
        return rows.stream()
                .map(row -> indent + line(fitted(row, widths, room), widths))
                .toList();
    }

    private int[] widths() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text()));
            }
        }
        return widths;
    }

    private static int beforeLast(int[] widths, int columns) {
        return Arrays.stream(widths, 0, columns - 1)
                .map(width -> width + GAP.length())
                .sum();
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

    /** Cuts the shrinkable cell to its column's width, and the last one to the rest of the line. */
    private List<Cell> fitted(List<Cell> row, int[] widths, int maxWidth) {
        if (maxWidth <= 0) {
            return row;
        }
        List<Cell> fitted = new ArrayList<>(row);
        int last = row.size() - 1;
        int room = maxWidth - beforeLast(widths, row.size());
        if (shrinkable >= 0 && shrinkable < last) {
            fitted.set(shrinkable, row.get(shrinkable).cutAtEnd(widths[shrinkable]));
            fitted.set(last, row.get(last).cutAtStart(room));
        } else {
            fitted.set(last, row.get(last).cutAtEnd(room));
        }
        return fitted;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

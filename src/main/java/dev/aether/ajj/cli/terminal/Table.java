package dev.aether.ajj.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Columns of text, as wide as their widest cell, except for the last one. */
public final class Table {
    public static final String GAP = "  ";
    private static final String CUT = "\u2026";
    /** The minimum width of a shrinkable column: a change id and an ellipsis. */
    private static final int MIN_WIDTH = 10;

    private static final int LEFT_OUT = -1;
    /** The width of the last column for which others are cut, unless they can be left out. */
    private static final int WIDTH_OF_LAST = 24;

    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<Integer> shrinkable;
    private final List<Integer> optional;

    public Table() {
        this(List.of(), List.of());
    }

    /**
     * Creates a table whose last column has paths. In a narrow terminal, optional columns are left out first. If that is
     * not enough, the last column is cut at its start, because the end of a path is more useful.
     *
     * @param shrinkable indexes of columns that are cut at their end, in this order
     * @param optional indexes of columns that are left out, in this order; shrinkable ones are cut before any is
     */
    public Table(List<Integer> shrinkable, List<Integer> optional) {
        this.shrinkable = shrinkable;
        this.optional = optional;
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
        int[] widths = widths();
        if (maxWidth <= 0 || widths.length == 0) {
            return rows.stream().map(row -> indent + line(row, widths)).toList();
        }
        int room = maxWidth - width(indent);
        leaveOut(widths, room);
        shrink(widths, room);
        return rows.stream()
                .map(row -> indent + line(fitted(row, widths, room), widths))
                .toList();
    }

    /** Leaves out optional columns, until the others have room; a column that is left out has a negative width. */
    private void leaveOut(int[] widths, int room) {
        for (int column : optional) {
            int shrunk = optional.stream()
                    .filter(shrinkable::contains)
                    .mapToInt(each -> Math.max(0, widths[each] - MIN_WIDTH))
                    .sum();
            if (beforeLast(widths, widths.length) + widths[widths.length - 1] - shrunk <= room) {
                return;
            }
            widths[column] = LEFT_OUT;
        }
    }

    private void shrink(int[] widths, int room) {
        int last = widths[widths.length - 1];
        for (int column : shrinkable) {
            int wanted = optional.contains(column) ? last : Math.min(last, WIDTH_OF_LAST);
            int lacking = beforeLast(widths, widths.length) + wanted - room;
            if (lacking > 0 && widths[column] > MIN_WIDTH) {
                widths[column] = Math.max(MIN_WIDTH, widths[column] - lacking);
            }
        }
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
                .filter(width -> width != LEFT_OUT)
                .map(width -> width + GAP.length())
                .sum();
    }

    private static String line(List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            if (widths[i] == LEFT_OUT) {
                continue;
            }
            line.append(cell.style().apply(cell.text()));
            if (i < row.size() - 1) {
                line.repeat(' ', widths[i] - width(cell.text())).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    /** Cuts shrinkable cells to their column's width, and the last one to the rest of the line. */
    private List<Cell> fitted(List<Cell> row, int[] widths, int maxWidth) {
        List<Cell> fitted = new ArrayList<>(row);
        int last = row.size() - 1;
        int room = maxWidth - beforeLast(widths, row.size());
        for (int column : shrinkable) {
            fitted.set(column, row.get(column).cutAtEnd(widths[column]));
        }
        fitted.set(
                last,
                shrinkable.isEmpty()
                        ? row.get(last).cutAtEnd(room)
                        : row.get(last).cutAtStart(room));
        return fitted;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}

package dev.aether.ajj.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Columns of text, as wide as their widest cell. The last one is not padded. */
public final class Table {
    public static final String GAP = "  ";
    private static final String CUT = "\u2026";
    /** The least width of the column that gives way: a change id and a sign that there is more. */
    private static final int LEAST = 10;

    private final List<List<Cell>> rows = new ArrayList<>();
    private final int yielding;

    public Table() {
        this(-1);
    }

    /**
     * A table whose last column holds paths.
     *
     * @param yielding index of the column that is cut first where a line would be too long. Where that is not enough, the last
     *     one is cut too, at its start: the end of a path says more
     */
    public Table(int yielding) {
        this.yielding = yielding;
    }

    /** A text and the colour it is printed in; the colour takes no room. */
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

    /** The lines, each beginning with {@code indent}. */
    public List<String> lines(String indent) {
        return lines(indent, 0);
    }

    /**
     * The lines, the yielding cell and the last one cut where a line would be longer.
     *
     * @param longest in columns; 0 for any length
     */
    public List<String> lines(String indent, int longest) {
        int room = longest - width(indent);
        int[] widths = widths();
        if (longest > 0 && yielding >= 0 && yielding < widths.length) {
            int lacking = beforeLast(widths, widths.length) + widths[widths.length - 1] - room;
            widths[yielding] = Math.clamp(
                    widths[yielding] - Math.max(0, lacking), Math.min(LEAST, widths[yielding]), widths[yielding]);
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

    /** A row with its yielding cell as wide as its column, and its last one as wide as the line, if there is room for any of it. */
    private List<Cell> fitted(List<Cell> row, int[] widths, int longest) {
        if (longest <= 0) {
            return row;
        }
        List<Cell> fitted = new ArrayList<>(row);
        int last = row.size() - 1;
        int room = longest - beforeLast(widths, row.size());
        if (yielding >= 0 && yielding < last) {
            fitted.set(yielding, row.get(yielding).cutAtEnd(widths[yielding]));
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

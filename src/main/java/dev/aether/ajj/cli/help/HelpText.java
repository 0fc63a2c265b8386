package dev.aether.ajj.cli.help;

import dev.aether.ajj.model.text.WordWrap;
import java.util.List;
import java.util.function.UnaryOperator;

/** Formats help pages: paragraphs and two columns, wrapped between words. */
record HelpText(int width) {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";
    /** Longer names have their text below them. */
    private static final int WIDEST_NAME = 26;

    /**
     * A name and its description.
     *
     * @param style colours the name without making it longer
     */
    record Row(String name, UnaryOperator<String> style, String text) {}

    /** Formats paragraphs. A line that begins with a blank is an example and stays unchanged. */
    String paragraphs(String... paragraphs) {
        StringBuilder text = new StringBuilder();
        for (String paragraph : paragraphs) {
            List<String> lines = paragraph.startsWith(" ") ? List.of(paragraph) : lines(paragraph, width);
            text.append(String.join("\n", lines)).append('\n');
        }
        return text.toString();
    }

    String columns(List<Row> rows) {
        int column = rows.stream()
                .mapToInt(row -> row.name().length())
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(WIDEST_NAME);
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row(row, column)));
        return text.toString();
    }

    private String row(Row row, int column) {
        int start = INDENT.length() + column + GAP.length();
        String margin = "\n" + " ".repeat(start);
        String text = String.join(margin, lines(withoutStop(row.text()), width - start));
        String before = row.name().length() > column
                ? margin
                : " ".repeat(column - row.name().length()) + GAP;
        return (INDENT + row.style().apply(row.name()) + before + text).stripTrailing() + "\n";
    }

    /** A single sentence in a list has no full stop. */
    private static String withoutStop(String text) {
        return text.endsWith(".") && !text.contains(". ") ? text.substring(0, text.length() - 1) : text;
    }

    private static List<String> lines(String text, int width) {
        return WordWrap.lines(text.strip(), width, "");
    }
}

package dev.aether.ajj.compose.text;

import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.model.text.WordWrap;
import java.util.ArrayList;
import java.util.List;

/** A writer for the lines of aether.toml. */
public final class Page {
    /** Maximum width of a comment's text; other lines are not wrapped. */
    private static final int WIDTH = 98;

    private final List<String> lines = new ArrayList<>();

    /** Adds one or more lines. */
    public void line(String text) {
        text.lines().forEach(lines::add);
    }

    public void blank() {
        lines.add("");
    }

    /** Adds a comment, wrapped over several lines if necessary. */
    public void comment(String sentence) {
        WordWrap.lines(Escapes.of(sentence), WIDTH, "").forEach(text -> line("# " + text));
    }

    /** Returns the whole text. Each line ends with a line break. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }
}

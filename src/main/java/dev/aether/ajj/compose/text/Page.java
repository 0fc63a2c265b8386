package dev.aether.ajj.compose.text;

import dev.aether.ajj.error.Escapes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A writer for the lines of aether.toml. */
public final class Page {
    /** Maximum width of comments; other lines are not wrapped. */
    static final int WIDTH = 100;

    /** A word, or a command in backticks, which stays on one line. */
    private static final Pattern WORD = Pattern.compile("`[^`]*`\\S*|\\S+");

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
        StringBuilder line = new StringBuilder("#");
        for (MatchResult match : WORD.matcher(Escapes.of(sentence)).results().toList()) {
            String word = match.group();
            if (line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        line(line.toString());
    }

    /** Returns the whole text. Each line ends with a line break. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }
}

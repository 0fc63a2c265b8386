package dev.aether.ajj.compose.text;

import dev.aether.ajj.error.Escapes;
import dev.aether.ajj.spi.config.ComposeSource.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The lines of an aether.toml that is being written, and where they come from. */
public final class Page {
    /** Comments are broken before this column; other lines are as long as their values. */
    static final int WIDTH = 100;

    /** A command stays on one line. */
    private static final Pattern WORD = Pattern.compile("`[^`]*`\\S*|\\S+");

    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, Origin> origins = new HashMap<>();

    /** One or more lines that come from nowhere else. */
    public void line(String text) {
        text.lines().forEach(lines::add);
    }

    /**
     * One or more lines that come from a compose file.
     *
     * @param origin where from
     */
    public void line(String text, Origin origin) {
        int first = lines.size() + 1;
        line(text);
        for (int number = first; number <= lines.size(); number++) {
            origins.put(number, origin);
        }
    }

    public void blank() {
        lines.add("");
    }

    /** A sentence, on as many lines as it needs. */
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

    /** The whole text, with a line end after each line. */
    public String text() {
        return String.join("\n", lines) + "\n";
    }

    public Map<Integer, Origin> origins() {
        return Map.copyOf(origins);
    }
}

package dev.aether.ajj.model.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Wraps lines between words. Text in backticks and the command of a hint stay whole, so that they can be copied. */
public final class WordWrap {
    private static final String INDENT = "  ";
    private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|[^ `]|`(?=[^`]*$))+");
    /** A word, or everything after a colon that begins with a program's name. */
    private static final Pattern WORD_OF_HINT =
            Pattern.compile("(?<=: )(?:ajj|jj|git|docker|podman|colima|ssh|ss|sudo|kill|cd|man) .*$|" + WORD.pattern());

    private WordWrap() {}

    /**
     * Wraps a text.
     *
     * @param columns the maximum length, except for words that are longer; 0 for any length
     * @param indent of all lines except the first
     */
    public static List<String> lines(String text, int columns, String indent) {
        return lines(WORD, text, columns, indent);
    }

    /** Wraps a sentence with a label such as {@code Error:}; all lines except the first are indented. */
    public static List<String> labelled(String text, int columns) {
        return lines(text, columns, INDENT);
    }

    /** Wraps a hint with or without its label; all lines except the first are indented. */
    public static List<String> hint(String text, int columns) {
        return lines(WORD_OF_HINT, text, columns, INDENT);
    }

    private static List<String> lines(Pattern word, String text, int columns, String indent) {
        if (columns <= 0 || text.length() <= columns) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String next :
                word.matcher(text).results().map(found -> found.group()).toList()) {
            if (line.toString().isBlank()) {
                line.append(next);
            } else if (line.length() + 1 + next.length() <= columns) {
                line.append(' ').append(next);
            } else {
                lines.add(line.toString());
                line = new StringBuilder(indent).append(next);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}

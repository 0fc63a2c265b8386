package dev.aether.ajj.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks lines between words. What can be copied stays whole: text between backticks, and the command of a hint. */
public final class WordWrap {
    private static final String INDENT = "  ";
    private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|[^ `]|`(?=[^`]*$))+");
    /** A word, or all that follows a colon and the name of a program. */
    private static final Pattern WORD_OF_HINT =
            Pattern.compile("(?<=: )(?:ajj|jj|git|docker|podman|colima|ssh|ss|sudo|kill|cd|man) .*$|" + WORD.pattern());

    private WordWrap() {}

    /**
     * The text as lines.
     *
     * @param columns that a line may have; 0 for any number. What cannot be broken may be longer
     * @param indent of all lines but the first
     */
    public static List<String> lines(String text, int columns, String indent) {
        return lines(WORD, text, columns, indent);
    }

    /** A sentence with a label such as {@code Error:}, all lines but the first indented. */
    public static List<String> labelled(String text, int columns) {
        return lines(text, columns, INDENT);
    }

    /** A hint with or without its label, all lines but the first indented. */
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

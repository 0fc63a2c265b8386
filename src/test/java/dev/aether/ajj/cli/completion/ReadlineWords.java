package dev.aether.ajj.cli.completion;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line as bash does for completions: at blanks, and at {@code =}, {@code :} and {@code @}. */
final class ReadlineWords {
    private static final String BREAKS = "=:@";

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private char quote;

    private ReadlineWords() {}

    /** Returns the words; the last one is at the cursor, and may be empty. */
    static List<String> of(String line) {
        ReadlineWords split = new ReadlineWords();
        for (int index = 0; index < line.length(); index++) {
            char letter = line.charAt(index);
            split.read(letter, index > 0 && line.charAt(index - 1) == '\\');
        }
        split.words.add(split.word.toString());
        return split.words;
    }

    private void read(char letter, boolean escaped) {
        if (quote != 0) {
            quote = letter == quote ? 0 : quote;
            word.append(letter);
        } else if (letter == ' ' && !escaped) {
            end();
        } else {
            boolean isBreak = BREAKS.indexOf(letter) >= 0;
            boolean afterBreak = !word.isEmpty() && BREAKS.indexOf(word.charAt(word.length() - 1)) >= 0;
            if (!word.isEmpty() && isBreak != afterBreak) {
                end();
            }
            quote = (letter == '"' || letter == '\'') && !escaped ? letter : 0;
            word.append(letter);
        }
    }

    private void end() {
        words.add(word.toString());
        word.setLength(0);
    }
}

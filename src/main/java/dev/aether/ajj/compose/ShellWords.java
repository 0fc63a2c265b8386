package dev.aether.ajj.compose;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command as docker compose does: at white space, with quotation marks and backslashes, and it drops what stands
 * behind the first sign of a shell.
 */
final class ShellWords {
    private static final String SHELL = ";&|<>";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int index;

    private ShellWords(String text) {
        this.text = text;
    }

    /**
     * The words of a command.
     *
     * @param dropped whether something stood behind a sign of a shell
     * @param closed whether all quotation marks are closed
     */
    record Split(List<String> words, boolean dropped, boolean closed) {}

    static Split split(String text) {
        return new ShellWords(text).split();
    }

    private Split split() {
        while (index < text.length()) {
            char each = text.charAt(index);
            if (SHELL.indexOf(each) >= 0) {
                dropDescriptor(each);
                endWord();
                return new Split(words, true, true);
            }
            index++;
            if (Character.isWhitespace(each)) {
                endWord();
            } else if (each == '\\' && index < text.length()) {
                append(escaped());
            } else if (each == '"' || each == '\'') {
                if (!readQuoted(each)) {
                    return new Split(words, false, false);
                }
            } else {
                append(each);
            }
        }
        endWord();
        return new Split(words, false, true);
    }

    /** The 2 of {@code 2>} is no word. */
    private void dropDescriptor(char sign) {
        if (sign == '>' && !word.isEmpty() && Character.isDigit(word.charAt(0))) {
            word.setLength(0);
            inWord = false;
        }
    }

    private boolean readQuoted(char quote) {
        inWord = true;
        while (index < text.length()) {
            char each = text.charAt(index);
            index++;
            if (each == quote) {
                return true;
            }
            word.append(each == '\\' && quote == '"' && index < text.length() ? escaped() : each);
        }
        return false;
    }

    private char escaped() {
        index++;
        return text.charAt(index - 1);
    }

    private void append(char each) {
        inWord = true;
        word.append(each);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}

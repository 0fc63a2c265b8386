package dev.aether.ajj.model.text;

import java.util.regex.Pattern;

/** Quotes words for a shell. */
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** Returns the word as an argument that is no option, even if it begins with a hyphen; quoted where needed. */
    public static String operand(String word) {
        return (word.startsWith("-") ? "-- " : "") + quoted(word);
    }

    /** Returns the word, quoted where needed. */
    public static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}

package dev.aether.ajj.model.text;

import java.util.List;
import java.util.regex.Pattern;

/** Lists of words, written as text. */
public final class WordList {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private WordList() {}

    /** Returns the words between the white space. */
    public static List<String> of(String text) {
        return WHITE_SPACE.splitAsStream(text.strip()).toList();
    }
}

package dev.aether.ajj.config.syntax;

import dev.aether.ajj.config.toml.BadValue;
import dev.aether.ajj.config.toml.TypeNames;
import dev.aether.ajj.error.Suggestions;
import dev.aether.ajj.model.text.Word;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Parses a value that is one of several words: {@code restart = "always"}. */
public final class ChoiceSyntax {

    private ChoiceSyntax() {}

    /** Returns a parser for one of the choices, by their words. */
    public static <T extends Word> Function<Object, T> of(T[] choices) {
        List<String> words = Arrays.stream(choices).map(Word::word).toList();
        String known = "write one of " + String.join(", ", words);
        return value -> {
            String text = TypeNames.string(value, known);
            int index = words.indexOf(text);
            if (index < 0) {
                throw new BadValue("\"" + text + "\" is not a valid value", Suggestions.hint(text, words, known));
            }
            return choices[index];
        };
    }
}

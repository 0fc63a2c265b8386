package dev.aether.ajj.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An invalid aether.toml and the expected faults.
 *
 * @param expected for each fault a line {@code line:column message} and an indented line with the hint
 */
record Mistake(String toml, String expected) {

    /** Returns mistakes from pairs of texts. */
    static Stream<Mistake> pairs(String... texts) {
        List<Mistake> mistakes = new ArrayList<>();
        for (int index = 0; index < texts.length; index += 2) {
            mistakes.add(new Mistake(texts[index], texts[index + 1]));
        }
        return mistakes.stream();
    }

    /** Returns mistakes in one service: the lines follow {@code [services.web]}, which is line 1, and an image. */
    static Stream<Mistake> inService(String... texts) {
        return pairs(texts).map(each -> new Mistake("[services.web]\nimage = \"web\"\n" + each.toml, each.expected));
    }

    @Override
    public String toString() {
        return toml.strip().replace("\n", " | ");
    }
}

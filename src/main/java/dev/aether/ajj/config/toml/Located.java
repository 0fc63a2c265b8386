package dev.aether.ajj.config.toml;

import dev.aether.ajj.model.text.SourcePosition;
import java.util.List;

/** A value and its position in the file. */
public record Located<T>(T value, SourcePosition position) {

    /** Returns the values in the same order. */
    public static <T> List<T> values(List<Located<T>> located) {
        return located.stream().map(Located::value).toList();
    }
}

package dev.aether.ajj.config;

import dev.aether.ajj.model.SourcePosition;
import java.util.List;

/** A value and its place in the file. */
record Located<T>(T value, SourcePosition position) {

    /** The values alone, in the same order. */
    static <T> List<T> values(List<Located<T>> located) {
        return located.stream().map(Located::value).toList();
    }
}

package dev.aether.ajj.model;

import java.nio.file.Path;

/**
 * A place in a text file.
 *
 * @param file the file, absolute
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record SourcePosition(Path file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

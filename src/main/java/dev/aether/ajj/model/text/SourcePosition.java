package dev.aether.ajj.model.text;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * A position in a text file.
 *
 * @param file absolute
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record SourcePosition(Path file, int line, int column) {

    /** The order within one file. */
    public static final Comparator<SourcePosition> IN_FILE =
            Comparator.comparingInt(SourcePosition::line).thenComparingInt(SourcePosition::column);

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

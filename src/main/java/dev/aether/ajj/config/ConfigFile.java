package dev.aether.ajj.config;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.files.TextFile;
import dev.aether.ajj.model.SourcePosition;
import java.nio.file.Path;
import org.tomlj.TomlPosition;

/**
 * The text of an aether.toml.
 *
 * @param path absolute
 * @param text decoded, without a byte order mark
 */
record ConfigFile(Path path, String text) {

    /**
     * Reads the file whole.
     *
     * @throws Failure {@code CONFIG_NOT_FOUND}, or {@code CONFIG_INVALID} when it cannot be read or is no UTF-8 text
     */
    static ConfigFile read(Path path) {
        return new ConfigFile(path, TextFile.read(path, ConfigLocator.FILE_NAME, ConfigProblem.NotFound::file));
    }

    /** A place in this file. */
    SourcePosition at(TomlPosition position) {
        return new SourcePosition(path, position.line(), position.column());
    }
}

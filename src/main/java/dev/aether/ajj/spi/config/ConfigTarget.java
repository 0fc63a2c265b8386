package dev.aether.ajj.spi.config;

import java.nio.file.Path;

/** The destination of a new aether.toml. */
public interface ConfigTarget {

    /**
     * Checks that writing the file would overwrite nothing that must stay.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID}
     */
    void check(Path file, boolean replace);

    /**
     * Writes the file atomically. Of two concurrent calls without {@code replace}, one fails.
     *
     * @return whether the file existed before
     * @throws dev.aether.ajj.error.Failure as {@link #check}, or {@code STATE_LOCKED} when the file cannot be written
     */
    boolean write(Path file, String text, boolean replace);
}

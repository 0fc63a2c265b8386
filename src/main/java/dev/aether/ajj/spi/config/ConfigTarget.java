package dev.aether.ajj.spi.config;

import java.nio.file.Path;

/** Where a new aether.toml goes. */
public interface ConfigTarget {

    /**
     * Makes sure that nothing is lost when the file is written.
     *
     * @param replace whether a file that is there may go
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} when something is there that must stay
     */
    void check(Path file, boolean replace);

    /**
     * Writes the file as a whole or not at all. Of two that do so at the same time without {@code replace}, one fails.
     *
     * @param file absolute
     * @return whether there was one before
     * @throws dev.aether.ajj.error.Failure as {@link #check}, or {@code STATE_LOCKED} when it cannot be written
     */
    boolean write(Path file, String text, boolean replace);
}

package dev.aether.ajj.spi;

import dev.aether.ajj.model.AetherConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the configuration comes from: aether.toml. */
public interface ConfigSource {

    /**
     * Finds, reads and checks aether.toml, except for its templates.
     *
     * @param explicit the file given with {@code --config}; else it is looked for
     * @param directory where the search begins, upward
     * @param workspaceRoot where the search ends; may hold the file itself
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_NOT_FOUND}, or {@code CONFIG_INVALID} once for each mistake
     */
    AetherConfig load(Optional<Path> explicit, Path directory, Path workspaceRoot);

    /** As {@link #load}, and checks the templates too, for a command that fills them in. */
    AetherConfig loadWithTemplates(Optional<Path> explicit, Path directory, Path workspaceRoot);

    /**
     * Where aether.toml is looked for.
     *
     * @return absolute paths, from the directory up to the root; the first of them that exists counts
     */
    List<Path> places(Path directory, Path workspaceRoot);

    /**
     * Finds and reads aether.toml without checking it.
     *
     * @return empty when there is none
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} when it cannot be read or is not UTF-8 text
     */
    Optional<ConfigText> find(Path directory, Path workspaceRoot);

    /**
     * The text of an aether.toml.
     *
     * @param file absolute
     */
    record ConfigText(Path file, String text) {}

    /**
     * Checks a text as if it stood in a file, with its templates.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} once for each mistake
     */
    AetherConfig parse(Path file, String text);
}

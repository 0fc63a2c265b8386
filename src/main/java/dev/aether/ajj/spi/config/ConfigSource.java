package dev.aether.ajj.spi.config;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the configuration comes from: aether.toml, and the compose files that it names or that there are in its place. */
public interface ConfigSource {

    /**
     * Finds, reads and checks aether.toml, except for its templates. Where there is none, a compose file is as good as one.
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
     * Returns where services run. Reads no compose file, and checks nothing else.
     *
     * @return the local engine when there is no aether.toml
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_NOT_FOUND} for a missing explicit file, {@code CONFIG_INVALID}
     */
    BackendSpec backend(Optional<Path> explicit, Path directory, Path workspaceRoot);

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
     * Returns the file that {@link #load} would read without an explicit one: aether.toml, else a compose file.
     *
     * @return absolute; empty when there is none
     */
    Optional<Path> locate(Path directory, Path workspaceRoot);

    /** As {@link #parse(Path, String, Path, Path)}, for a text whose file is in its place. */
    default AetherConfig parse(Path file, String text) {
        Path directory = file.resolveSibling("");
        return parse(file, text, directory, directory);
    }

    /**
     * Checks a text as if it were in a file, with its templates.
     *
     * @param file absolute; need not exist
     * @param directory where compose files are that the text names by relative paths
     * @param workspaceRoot of the workspace that has these files
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} once for each mistake
     */
    AetherConfig parse(Path file, String text, Path directory, Path workspaceRoot);
}

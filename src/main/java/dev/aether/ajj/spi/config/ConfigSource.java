package dev.aether.ajj.spi.config;

import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.BackendSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The source of the configuration: aether.toml and the compose files that it names, or compose files alone. */
public interface ConfigSource {

    /**
     * Finds, reads and checks the configuration, except for its templates. Without an aether.toml, a compose file is
     * used.
     *
     * @param explicit the file given with {@code --config}; empty: search for one
     * @param directory where the search starts, upward
     * @param workspaceRoot where the search ends, inclusive
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_NOT_FOUND}, or {@code CONFIG_INVALID} once for each mistake
     */
    AetherConfig load(Optional<Path> explicit, Path directory, Path workspaceRoot);

    /** Loads the configuration like {@link #load} and checks the templates too, for a command that renders them. */
    AetherConfig loadWithTemplates(Optional<Path> explicit, Path directory, Path workspaceRoot);

    /**
     * Returns where services run. Reads no compose file, and checks nothing else.
     *
     * @return the local engine without an aether.toml
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_NOT_FOUND} for a missing explicit file, {@code CONFIG_INVALID}
     */
    BackendSpec backend(Optional<Path> explicit, Path directory, Path workspaceRoot);

    /**
     * Returns the candidate paths of aether.toml.
     *
     * @return absolute paths, from the directory up to the root; the first that exists is used
     */
    List<Path> places(Path directory, Path workspaceRoot);

    /**
     * Finds and reads aether.toml without checking it.
     *
     * @return empty without one
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} when it cannot be read or is not UTF-8 text
     */
    Optional<ConfigText> find(Path directory, Path workspaceRoot);

    /** The text of an aether.toml. */
    record ConfigText(Path file, String text) {}

    /**
     * Returns the file that {@link #load} would read without an explicit one: aether.toml, else a compose file.
     *
     * @return absolute; empty without one
     */
    Optional<Path> locate(Path directory, Path workspaceRoot);

    /**
     * Parses and checks a text as if it were in a file, including its templates.
     *
     * @param directory the base of relative compose file paths
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} once for each mistake
     */
    default AetherConfig parse(Path file, String text, Path directory, Path workspaceRoot) {
        return parse(file, text, directory, workspaceRoot, Optional.empty());
    }

    /**
     * Parses a text as {@link #parse(Path, String, Path, Path)} does.
     *
     * @param committed read instead of compose files in the workspace
     */
    AetherConfig parse(Path file, String text, Path directory, Path workspaceRoot, Optional<CommittedFiles> committed);

    /**
     * Finds, reads and checks the compose files of a new workspace without an aether.toml, including templates.
     *
     * @return empty without compose files, and when the user named them by absolute paths
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} once for each mistake
     */
    Optional<AetherConfig> ofCompose(Path directory, Path workspaceRoot, CommittedFiles committed);
}

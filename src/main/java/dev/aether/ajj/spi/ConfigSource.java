package dev.aether.ajj.spi;

import dev.aether.ajj.model.AetherConfig;
import java.nio.file.Path;
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
     * Checks a text as if it stood in a file, with its templates.
     *
     * @throws dev.aether.ajj.error.Failure {@code CONFIG_INVALID} once for each mistake
     */
    AetherConfig parse(Path file, String text);
}

package dev.aether.ajj.lifecycle.init;

import dev.aether.ajj.spi.config.ConfigDrafts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of {@code ajj init}.
 *
 * @param directory where the repository and compose files are searched; absolute
 * @param config the file to write; empty: aether.toml in the workspace's root
 * @param force whether an existing file may be replaced
 */
public record InitRequest(Path directory, Optional<Path> config, ConfigDrafts.Choice compose, boolean force) {}

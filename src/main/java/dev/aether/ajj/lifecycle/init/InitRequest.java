package dev.aether.ajj.lifecycle.init;

import dev.aether.ajj.spi.config.ConfigDrafts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code ajj init} is asked for.
 *
 * @param directory where the repository and a compose file are looked for; absolute
 * @param config the file to write; empty: aether.toml in the workspace's root
 * @param compose which compose files to use, and how
 * @param force whether a file that is there may be replaced
 */
public record InitRequest(Path directory, Optional<Path> config, ConfigDrafts.Choice compose, boolean force) {}

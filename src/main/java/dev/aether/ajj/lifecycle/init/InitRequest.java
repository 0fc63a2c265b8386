package dev.aether.ajj.lifecycle.init;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ajj init} is asked for.
 *
 * @param directory where the repository and a compose file are looked for; absolute
 * @param config the file to write; empty: aether.toml in the workspace's root
 * @param from compose files, absolute; empty: look for one
 * @param profiles of compose whose services are taken over too
 * @param force whether a file that is there may be replaced
 */
public record InitRequest(
        Path directory, Optional<Path> config, List<Path> from, List<String> profiles, boolean force) {}

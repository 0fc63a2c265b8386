package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.spi.backend.ContainerCommand;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of {@code ajj exec}.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 * @param terminal whether the command gets a terminal if ajj has one
 */
public record ExecRequest(
        Path directory, Optional<Path> config, String service, ContainerCommand command, boolean terminal) {}

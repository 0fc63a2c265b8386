package dev.aether.ajj.lifecycle.overview;

import dev.aether.ajj.spi.backend.ContainerCommand;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A command for a service of the current workspace.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param terminal whether the command may get a terminal, where ajj has one
 */
public record ExecRequest(
        Path directory, Optional<Path> config, String service, ContainerCommand command, boolean terminal) {}

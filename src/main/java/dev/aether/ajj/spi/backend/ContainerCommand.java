package dev.aether.ajj.spi.backend;

import java.util.List;
import java.util.Optional;

/**
 * A command to run in a container.
 *
 * @param argv the command and its arguments
 * @param user name or number, optionally with {@code :GROUP}; empty: the container's
 * @param directory the working directory; empty: the container's
 * @param environment {@code NAME=value}, in addition to the container's own
 */
public record ContainerCommand(
        List<String> argv, Optional<String> user, Optional<String> directory, List<String> environment) {}

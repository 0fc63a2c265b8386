package dev.aether.ajj.spi.backend;

import java.util.List;
import java.util.Optional;

/**
 * A command to be run in a container.
 *
 * @param argv at least the command itself
 * @param user name or number, with a group behind a colon if wanted; empty: the container's
 * @param directory where it runs; empty: the container's
 * @param environment {@code NAME=value}, beside what the container has
 */
public record ContainerCommand(
        List<String> argv, Optional<String> user, Optional<String> directory, List<String> environment) {}

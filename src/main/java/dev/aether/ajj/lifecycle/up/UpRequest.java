package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of {@code ajj up} for the current workspace.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 * @param services the services to start, with their dependencies; empty: all
 * @param build whether images that are built from the workspace are rebuilt
 */
public record UpRequest(
        Path directory,
        Optional<Path> config,
        List<String> services,
        Deadline deadline,
        boolean mayAsk,
        boolean build) {}

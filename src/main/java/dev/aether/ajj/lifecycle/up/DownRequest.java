package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of {@code ajj down}, which removes the services of the current workspace.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 * @param volumes whether the named volumes are removed, with all their data
 * @param abandon whether services on an unreachable engine are left there
 */
public record DownRequest(Path directory, Optional<Path> config, boolean volumes, boolean abandon, Deadline deadline) {}

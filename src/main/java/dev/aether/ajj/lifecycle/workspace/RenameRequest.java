package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;

/**
 * A new name for the current workspace.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 */
public record RenameRequest(Path directory, String name, Deadline deadline) {}

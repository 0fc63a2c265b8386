package dev.aether.ajj.lifecycle.workspace;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;

/**
 * Another name for the workspace around the directory.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param name what it is to be called
 * @param deadline when the command must have ended
 */
public record RenameRequest(Path directory, String name, Deadline deadline) {}

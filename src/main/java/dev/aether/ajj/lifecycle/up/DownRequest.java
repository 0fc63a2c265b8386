package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A workspace whose services are to be removed: the one around the directory.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param volumes whether the named volumes go too, with all their data
 * @param abandon whether services are left where they are when their engine cannot be reached
 * @param deadline when the command must have ended
 */
public record DownRequest(Path directory, Optional<Path> config, boolean volumes, boolean abandon, Deadline deadline) {}

package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A clean-up.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param force whether orphans are removed and not only named
 * @param everywhere whether those of repositories that are gone are meant too
 * @param deadline when the command must have ended
 */
public record CleanUpRequest(
        Path directory, Optional<Path> config, boolean force, boolean everywhere, Deadline deadline) {}

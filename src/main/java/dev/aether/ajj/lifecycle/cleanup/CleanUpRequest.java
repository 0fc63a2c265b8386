package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of {@code ajj cleanup}.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 * @param force whether orphans are removed, not only listed
 * @param everywhere whether orphans of deleted repositories are included
 */
public record CleanUpRequest(
        Path directory, Optional<Path> config, boolean force, boolean everywhere, Deadline deadline) {}

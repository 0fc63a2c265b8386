package dev.aether.ajj.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A clean-up.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param force whether orphans are removed and not only named
 * @param everywhere whether those of repositories that are gone are meant too
 * @param patience how long to wait for another ajj that works on what is to go; empty: as long as it makes sense
 */
public record CleanUpRequest(
        Path directory, Optional<Path> config, boolean force, boolean everywhere, Optional<Duration> patience) {}

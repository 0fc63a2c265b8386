package dev.aether.ajj.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Another name for the workspace around the directory.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param name what it is to be called
 * @param patience how long to wait for another ajj that works on it; empty: as long as it makes sense
 */
public record RenameRequest(Path directory, String name, Optional<Duration> patience) {}

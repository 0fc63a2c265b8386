package dev.aether.ajj.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Workspaces to be forgotten.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param workspaces names or paths, as written; empty: the current one
 * @param patience how long to wait for another ajj that works on one of them; empty: as long as it makes sense
 */
public record ForgetRequest(
        Path directory, Optional<Path> config, List<String> workspaces, Optional<Duration> patience) {}

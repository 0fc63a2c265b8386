package dev.aether.ajj.lifecycle.logs;

import dev.aether.ajj.spi.backend.ContainerLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of {@code ajj logs}.
 *
 * @param directory where ajj was called, or the value of {@code -R}; absolute
 * @param services empty: all
 */
public record LogsRequest(Path directory, Optional<Path> config, List<String> services, ContainerLog.Range range) {}

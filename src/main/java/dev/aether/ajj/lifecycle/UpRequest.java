package dev.aether.ajj.lifecycle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A workspace that is to match aether.toml: the one around the directory.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param services these and what they depend on; empty: all
 * @param timeout how long waiting may take in all; empty: as each service's healthcheck says
 * @param mayAsk whether the user may be asked a question
 */
public record UpRequest(
        Path directory, Optional<Path> config, List<String> services, Optional<Duration> timeout, boolean mayAsk) {

    /** Without questions. */
    public UpRequest(Path directory, Optional<Path> config, List<String> services, Optional<Duration> timeout) {
        this(directory, config, services, timeout, false);
    }
}

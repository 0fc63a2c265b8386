package dev.aether.ajj.cli;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a command that takes something away waits for another ajj. */
public final class PatienceOption {

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to wait for another ajj that works on the workspace: 90s, 2m. Default: 10m.")
    @Nullable
    Duration timeout;

    Optional<Duration> limit() {
        return Optional.ofNullable(timeout);
    }
}

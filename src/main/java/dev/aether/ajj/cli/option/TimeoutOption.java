package dev.aether.ajj.cli.option;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The longest time that a command may take. */
public final class TimeoutOption {

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "Longest time for the whole command: 90s, 2m. A rollback may take up to 20s more."
                    + " Default: as long as each step allows.")
    @Nullable
    Duration timeout;

    public Optional<Duration> value() {
        return Optional.ofNullable(timeout);
    }
}

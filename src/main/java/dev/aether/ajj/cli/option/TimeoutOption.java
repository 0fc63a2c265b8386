package dev.aether.ajj.cli.option;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The timeout of a command. */
public final class TimeoutOption {

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description =
                    "Timeout of the whole command, such as 90s or 2m. A rollback may take up to 20s more. Default: none.")
    @Nullable
    Duration timeout;

    /** Returns the given timeout of a command; empty without one. */
    public static Optional<Duration> of(CommandSpec command) {
        return command.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(TimeoutOption.class::isInstance)
                .map(mixin -> ((TimeoutOption) mixin).timeout)
                .filter(Objects::nonNull)
                .findFirst();
    }
}

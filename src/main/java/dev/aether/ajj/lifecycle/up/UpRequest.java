package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.spi.machine.Deadline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A workspace that is to match aether.toml: the one around the directory.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param services these and what they depend on; empty: all
 * @param deadline when the command must have ended
 * @param mayAsk whether the user may be asked a question
 * @param build whether images that are built are built again
 */
public record UpRequest(
        Path directory,
        Optional<Path> config,
        List<String> services,
        Deadline deadline,
        boolean mayAsk,
        boolean build) {

    /** Without questions. */
    public UpRequest(Path directory, Optional<Path> config, List<String> services, Deadline deadline) {
        this(directory, config, services, deadline, false, false);
    }
}

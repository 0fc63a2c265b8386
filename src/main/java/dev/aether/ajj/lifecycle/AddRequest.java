package dev.aether.ajj.lifecycle;

import dev.aether.ajj.spi.Vcs.NewWorkspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A workspace to be added.
 *
 * @param directory where ajj was called, or what {@code -R} says; absolute
 * @param config the file given with {@code --config}
 * @param destination the new workspace's directory, absolute
 * @param name jj's name for it; empty: the last part of the destination
 * @param revisions parents of its working copy, as written; empty: as jj chooses
 * @param message description of its working copy
 * @param options further options for {@code jj workspace add}, as written
 * @param services whether it gets the services of aether.toml
 * @param timeout how long waiting may take in all; empty: as each service's healthcheck says
 */
public record AddRequest(
        Path directory,
        Optional<Path> config,
        Path destination,
        Optional<String> name,
        List<String> revisions,
        Optional<String> message,
        List<String> options,
        boolean services,
        Optional<Duration> timeout) {

    /** The name as given, or as jj would choose it. */
    String workspaceName() {
        return name.orElseGet(() -> destination.getFileName().toString());
    }

    NewWorkspace newWorkspace() {
        return new NewWorkspace(workspaceName(), destination, revisions, message, options);
    }
}

package dev.aether.ajj.spi.backend;

import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.report.Progress;
import java.net.URI;
import java.util.List;

/** One kind of backend. */
public interface BackendProvider {

    /** Whether this provider is the one for the specification. */
    boolean supports(BackendSpec spec);

    /**
     * Addresses of engines that the user has chosen: those that are found without aether.toml. They may not exist.
     */
    default List<URI> configuredAddresses() {
        return List.of();
    }

    /**
     * A backend that has not connected to anything yet; it does so when it is first used.
     *
     * @param at where it is, as {@link Backend#location} said once; unknown: as the specification says
     * @param progress hears what the backend does
     */
    Backend open(BackendSpec spec, Location at, Progress progress);
}

package dev.aether.ajj.spi.backend;

import dev.aether.ajj.model.config.BackendSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.report.Progress;
import java.net.URI;
import java.util.List;

/** A kind of backend. */
public interface BackendProvider {

    /** Whether this provider handles the specification. */
    boolean supports(BackendSpec spec);

    /** Returns the addresses of engines that the user has chosen outside of aether.toml. The engines may not exist. */
    default List<URI> configuredAddresses() {
        return List.of();
    }

    /**
     * Returns a backend that connects on first use.
     *
     * @param at its recorded {@link Backend#location}; if unknown, the specification decides
     */
    Backend open(BackendSpec spec, Location at, Progress progress);
}

package dev.aether.ajj.spi;

import dev.aether.ajj.model.BackendSpec;

/** One kind of backend. */
public interface BackendProvider {

    /** Whether this provider is the one for the specification. */
    boolean serves(BackendSpec spec);

    /**
     * A backend that has not connected to anything yet; it does so when it is first used.
     *
     * @param progress hears what the backend does
     */
    Backend open(BackendSpec spec, Progress progress);
}

package dev.aether.ajj.spi.machine;

import dev.aether.ajj.model.service.PortSpec.Protocol;
import java.util.Optional;

/** Checks whether a port of this machine is in use by any process. */
public interface PortProbe {

    /**
     * Whether a service could now listen on the port, on every local address. A port below 1024, which this user may
     * not bind, counts as free: the engine may bind it.
     */
    boolean isFree(int port, Protocol protocol);

    /** Returns the program that uses the port, such as {@code pid 812, postgres}; empty when unknown. */
    default Optional<String> user(int port, Protocol protocol) {
        return Optional.empty();
    }
}

package dev.aether.ajj.spi.machine;

import dev.aether.ajj.model.service.PortSpec.Protocol;

/** Asks the machine whether a port is in use, by whomever. */
public interface PortProbe {

    /**
     * Whether a service could listen on the port now, on every local address. A port that this user may not bind (below
     * 1024) counts as free: the engine may.
     */
    boolean isFree(int port, Protocol protocol);
}

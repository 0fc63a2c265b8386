package dev.aether.ajj.model.service;

import java.util.OptionalInt;

/**
 * A port that a service publishes, as declared by {@code "5432"}, {@code "5432/udp"} or {@code "15432:5432"}.
 *
 * @param containerPort 1 to 65535
 * @param protocol how the port is spoken to
 * @param fixedHostPort the host port the user insists on; empty when ajj chooses one
 */
public record PortSpec(int containerPort, Protocol protocol, OptionalInt fixedHostPort) {

    /** Transport protocol of a published port. */
    public enum Protocol {
        TCP,
        UDP;

        /** The word that aether.toml and the engine use: {@code tcp} or {@code udp}. */
        public String word() {
            return this == TCP ? "tcp" : "udp";
        }
    }

    /**
     * The key by which templates, JSON and the registry name this port: {@code 5432}, or {@code 5432/udp}.
     * TCP is the default and stays unnamed.
     */
    public String key() {
        return protocol == Protocol.TCP ? Integer.toString(containerPort) : containerPort + "/" + protocol.word();
    }
}

package dev.aether.ajj.model.service;

import dev.aether.ajj.model.text.Word;
import java.util.OptionalInt;

/**
 * A published port, declared as {@code "5432"}, {@code "5432/udp"} or {@code "15432:5432"}.
 *
 * @param containerPort 1 to 65535
 * @param fixedHostPort the declared host port; empty when ajj chooses one
 */
public record PortSpec(int containerPort, Protocol protocol, OptionalInt fixedHostPort) {

    /** The transport protocol of a published port. */
    public enum Protocol implements Word {
        TCP,
        UDP
    }

    /** Returns the port's name in templates, JSON and the registry: {@code 5432}, or {@code 5432/udp}. */
    public String key() {
        return protocol == Protocol.TCP ? Integer.toString(containerPort) : containerPort + "/" + protocol.word();
    }
}

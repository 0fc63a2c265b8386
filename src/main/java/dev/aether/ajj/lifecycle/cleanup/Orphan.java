package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.model.text.Word;
import dev.aether.ajj.spi.backend.Backend.Resource;
import dev.aether.ajj.spi.state.PortLedger.Reservation;

/**
 * An orphan: a resource, entry or port that is no longer in use.
 *
 * @param name its name in the engine, the port, or the workspace of the entry
 * @param workspace the workspace it was created for
 * @param reason why it is an orphan; for an entry also what happens to the jj workspace
 */
public record Orphan(Kind kind, String name, String workspace, String reason) {

    /** The kind of an orphan. */
    public enum Kind implements Word {
        /** An entry in the registry. */
        ENTRY,
        CONTAINER,
        NETWORK,
        VOLUME,
        /** An image that was built for a workspace. */
        IMAGE,
        /** A port of this machine that is forwarded to a service on another one. */
        FORWARD,
        /** A host port in the ledger. */
        PORT
    }

    /** Returns the name for messages: {@code container aether-1a2b3-x-redis}. */
    public String what() {
        return kind.word() + " " + name;
    }

    static Orphan of(Resource resource, String workspace, String reason) {
        Kind kind = switch (resource.kind()) {
            case CONTAINER -> Kind.CONTAINER;
            case NETWORK -> Kind.NETWORK;
            case VOLUME -> Kind.VOLUME;
            case IMAGE -> Kind.IMAGE;
            case FORWARD -> Kind.FORWARD;
        };
        return new Orphan(kind, resource.name(), workspace, reason);
    }

    static Orphan of(Reservation port, String reason) {
        return new Orphan(Kind.PORT, port.port(), port.owner().workspace(), reason);
    }
}

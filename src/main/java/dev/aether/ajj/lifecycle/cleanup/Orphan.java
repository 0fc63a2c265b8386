package dev.aether.ajj.lifecycle.cleanup;

import dev.aether.ajj.spi.backend.Backend.Resource;
import java.util.Locale;

/**
 * One thing that belongs to nobody.
 *
 * @param name the engine's name for it, the port, or the workspace whose entry it is
 * @param workspace what it was made for
 * @param reason why it belongs to nobody; of an entry also what becomes of the jj workspace
 */
public record Orphan(Kind kind, String name, String workspace, String reason) {

    /** What there can be too much of. */
    public enum Kind {
        /** A workspace in the registry. */
        ENTRY,
        CONTAINER,
        NETWORK,
        VOLUME,
        /** One that was built for a workspace. */
        IMAGE,
        /** A port of this machine that leads to a service elsewhere. */
        FORWARD,
        /** A host port in the ledger. */
        PORT;

        /** As JSON and people read it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As messages name it: {@code container aether-1a2b3-x-redis}. */
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
}

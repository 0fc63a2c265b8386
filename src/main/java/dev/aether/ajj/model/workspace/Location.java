package dev.aether.ajj.model.workspace;

/**
 * The engine or cluster that holds a stack. Two addresses with the same id lead to the same one.
 *
 * @param backend the backend's type: {@code docker}
 * @param address such as {@code unix:///var/run/docker.sock}; without a password; empty when unknown
 * @param id the engine's or cluster's own id; empty when unknown
 */
public record Location(String backend, String address, String id) {
    /** A local Docker Engine, the only backend of version 1.0. */
    public static final String DOCKER = "docker";

    /** A Docker Engine on another machine, reached over SSH. */
    public static final String SSH = "ssh";

    /** Returns a location of which only the type of backend is known, as in a registry of version 1.0. */
    public static Location unknown(String backend) {
        return new Location(backend, "", "");
    }

    /** Whether the engine or cluster is known. */
    public boolean isKnown() {
        return !address.isEmpty();
    }

    /** Whether both are certainly the same engine or cluster, at any address. */
    public boolean isSame(Location other) {
        return backend.equals(other.backend) && !id.isEmpty() && id.equals(other.id);
    }
}

package dev.aether.ajj.model.workspace;

/**
 * Where a stack is: the engine or cluster that holds it. Two addresses with the same id lead to the same place.
 *
 * @param backend the backend's type: {@code docker}
 * @param address such as {@code unix:///var/run/docker.sock}; holds no password; empty when it is not known
 * @param id the engine's or cluster's own id; empty when it is not known
 */
public record Location(String backend, String address, String id) {
    /** The backend that everything was made with before there was another. */
    public static final String DOCKER = "docker";

    /** A Docker Engine on another machine, reached over SSH. */
    public static final String SSH = "ssh";

    /** A stack of which only the kind of backend is known, as in a registry of version 1.0. */
    public static Location unknown(String backend) {
        return new Location(backend, "", "");
    }

    /** Whether it says which engine or cluster it is. */
    public boolean isKnown() {
        return !address.isEmpty();
    }

    /** Whether both are certainly the same place, by whatever address. */
    public boolean isSame(Location other) {
        return backend.equals(other.backend) && !id.isEmpty() && id.equals(other.id);
    }
}

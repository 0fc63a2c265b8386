package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.model.text.Word;
import dev.aether.ajj.spi.backend.Backend.Vitals;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A service as commands show it.
 *
 * @param containerId empty without a container
 * @param host where its ports are reached
 * @param ports host port by the key of the container's port
 * @param connection empty when none is configured; may hold a secret
 * @param vitals empty unless it runs and was measured
 */
public record ServiceView(
        String name,
        String containerId,
        String image,
        Status status,
        String host,
        SequencedMap<String, Integer> ports,
        String connection,
        Optional<Vitals> vitals) {

    /** The state of a service, in the words of the JSON contract. */
    public enum Status implements Word {
        /** It runs, and was ready when it was started. */
        READY,
        /** It runs, and no ajj has found it ready yet. */
        STARTING,
        /** It is a job without ports that has ended with status 0. */
        COMPLETED,
        /** The engine's healthcheck fails. */
        UNHEALTHY,
        /** It was stopped. */
        STOPPED,
        /** It ended with an error. */
        EXITED,
        /** Its container is gone. */
        MISSING,
        /** The engine does not answer. */
        UNKNOWN
    }

    /** Whether it is ready or completed, as far as the engine knows. */
    public boolean isWell() {
        return status == Status.READY || status == Status.COMPLETED;
    }

    public ServiceView withVitals(Optional<Vitals> seen) {
        return new ServiceView(name, containerId, image, status, host, ports, connection, seen);
    }

    boolean isStarting() {
        return status == Status.STARTING;
    }

    boolean isStopped() {
        return status == Status.STOPPED;
    }
}

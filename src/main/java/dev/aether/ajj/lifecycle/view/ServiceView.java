package dev.aether.ajj.lifecycle.view;

import dev.aether.ajj.spi.backend.Backend.Vitals;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One service as it is shown.
 *
 * @param containerId empty when there is no container
 * @param host where its ports are reached
 * @param ports host port by the key of the container's port
 * @param connection empty when none is configured; may hold a secret
 * @param vitals empty unless it runs and was looked at closely
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

    /** What the engine says of a service, in the words of the JSON contract. */
    public enum Status {
        /** It runs, and answered when it was started. */
        READY,
        /** It has no ports and ended with status 0: a job that is done. */
        COMPLETED,
        /** The engine's own healthcheck says no. */
        UNHEALTHY,
        /** It was stopped. */
        STOPPED,
        /** It ended with an error. */
        EXITED,
        /** Its container is gone. */
        MISSING,
        /** The engine could not be asked. */
        UNKNOWN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether nothing is wrong with it, as far as the engine says. */
    public boolean isWell() {
        return status == Status.READY || status == Status.COMPLETED;
    }

    public ServiceView withVitals(Optional<Vitals> seen) {
        return new ServiceView(name, containerId, image, status, host, ports, connection, seen);
    }

    boolean isStopped() {
        return status == Status.STOPPED;
    }
}

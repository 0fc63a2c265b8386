package dev.aether.ajj.spi.machine;

import java.util.Map;

/** Checks once over the network whether a service answers; the caller repeats it. */
public interface Probe {

    /**
     * Connects, and checks that the connection stays open: the engine's proxy accepts connections before the service
     * listens, and then closes them at once. Services that can answer "not yet" (PostgreSQL and Redis, recognized by
     * their default container ports) are asked for it.
     *
     * @param containerPort the service's own port
     * @param environment of the service, for the name of its user; secrets are not used
     */
    Answer tcp(String host, int hostPort, int containerPort, Map<String, String> environment);

    /** Requests {@code path}, and accepts a status below 400. */
    Answer http(String host, int hostPort, String path);

    /**
     * The result of a check.
     *
     * @param seen what happened, for the error of a service that never becomes ready: "connection refused"
     */
    record Answer(boolean ready, String seen) {}
}

package dev.aether.ajj.spi.machine;

import java.util.Map;

/** Asks a service over the network whether it answers. One question, one answer: waiting is the caller's. */
public interface Probe {

    /**
     * Connects, and sees whether somebody is really there: the engine's proxy accepts connections before the service
     * listens and then closes them at once. Services that have a way to say "not yet" (PostgreSQL, Redis, by their usual
     * container ports) are asked for it.
     *
     * @param host where published ports are reached
     * @param hostPort the port on that host
     * @param containerPort the service's own port, which tells what it probably speaks
     * @param environment of the service, for the name of its user; secrets are not used
     */
    Answer tcp(String host, int hostPort, int containerPort, Map<String, String> environment);

    /** Asks for {@code path} and is content with a status below 400. */
    Answer http(String host, int hostPort, String path);

    /**
     * What came back.
     *
     * @param seen in words, for the error message when it never becomes ready: "connection refused"
     */
    record Answer(boolean ready, String seen) {}
}

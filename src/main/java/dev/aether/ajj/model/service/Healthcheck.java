package dev.aether.ajj.model.service;

import java.time.Duration;
import java.util.List;

/**
 * How to find out that a service answers. Whatever is chosen here, every published TCP port must answer too.
 *
 * @param check what to ask
 * @param timeout how long the service may take from its start until it is ready
 */
public record Healthcheck(Check check, Duration timeout) {

    /** How long a service may take when aether.toml does not say. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** A kind of question put to a service. */
    public sealed interface Check {}

    /** Nothing configured: the image's own healthcheck if it has one, and its published TCP ports. */
    public record Default() implements Check {}

    /** None: the published TCP ports alone. */
    public record Disabled() implements Check {}

    /** A command run inside the container that exits 0 when the service is healthy; argv, no shell. */
    public record Command(List<String> argv) implements Check {}

    /**
     * A TCP port that must answer.
     *
     * @param containerPort published port of the container: ajj asks from outside, and reaches no other
     */
    public record Tcp(int containerPort) implements Check {}

    /**
     * An HTTP address that must answer with a status below 400.
     *
     * @param containerPort published TCP port of the container
     * @param path starts with a slash; may hold a query
     */
    public record Http(int containerPort, String path) implements Check {}
}

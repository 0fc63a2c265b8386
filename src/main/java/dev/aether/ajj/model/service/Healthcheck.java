package dev.aether.ajj.model.service;

import java.time.Duration;
import java.util.List;

/**
 * The readiness check of a service. In addition, every published TCP port must answer.
 *
 * @param timeout from the service's start until it is ready
 */
public record Healthcheck(Check check, Duration timeout) {

    /** The timeout when aether.toml sets none. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

    /** A kind of check. */
    public sealed interface Check {}

    /** The default: the image's own healthcheck, if any. */
    public record Default() implements Check {}

    /** No check besides the published TCP ports. */
    public record Disabled() implements Check {}

    /** A command in the container that exits 0 when the service is healthy; argv, no shell. */
    public record Command(List<String> argv) implements Check {}

    /**
     * A TCP port that must answer.
     *
     * @param containerPort a published port of the container, because ajj connects from outside
     */
    public record Tcp(int containerPort) implements Check {}

    /**
     * An HTTP address that must answer with a status below 400.
     *
     * @param path starts with a slash; may have a query
     */
    public record Http(int containerPort, String path) implements Check {}
}

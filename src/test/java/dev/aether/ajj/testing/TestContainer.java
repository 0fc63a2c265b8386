package dev.aether.ajj.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A container for one test, started with {@code docker run} in the background. Closing removes it. */
public final class TestContainer implements AutoCloseable {
    private final String name = "ajj-test-" + UUID.randomUUID();

    /**
     * Starts the container.
     *
     * @param options of {@code docker run}, then the image, optionally with a command
     */
    public TestContainer(String... options) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "-d", "--name", name));
        command.addAll(List.of(options));
        Shell.succeed(Map.of(), command);
    }

    /** Returns its output so far. */
    public String log() {
        return Shell.succeed(Map.of(), List.of("docker", "logs", name));
    }

    @Override
    public void close() {
        Shell.succeed(Map.of(), List.of("docker", "rm", "-f", "-v", name));
    }
}

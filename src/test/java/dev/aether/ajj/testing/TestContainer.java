package dev.aether.ajj.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A container for one test, started with the docker command and not waited for. Gone when closed. */
public final class TestContainer implements AutoCloseable {
    private final String name = "ajj-test-" + UUID.randomUUID();

    /** Starts {@code docker run} with its options; the last one is the image, or the image and a command. */
    public TestContainer(String... options) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "-d", "--name", name));
        command.addAll(List.of(options));
        Shell.succeed(Map.of(), command);
    }

    /** Everything that it has printed. */
    public String log() {
        return Shell.succeed(Map.of(), List.of("docker", "logs", name));
    }

    @Override
    public void close() {
        Shell.succeed(Map.of(), List.of("docker", "rm", "-f", "-v", name));
    }
}

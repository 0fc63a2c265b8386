package dev.aether.ajj.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A Docker Engine besides this machine's, with its own data, network bridge and socket. It publishes ports with
 * docker-proxy only, so that it changes neither the packet filter nor the first engine's rules.
 */
public final class SecondEngine implements AutoCloseable {
    private static final String IMAGE = "busybox:1";

    private final Path directory;
    private final String address;
    private final String bridge = "ajj" + UUID.randomUUID().toString().substring(0, 8);
    private final Process process;

    private SecondEngine(Path directory, String address, List<String> options) {
        this.directory = directory;
        this.address = address;
        // By default dockerd would use the first engine's bridge; with no bridge it would remove that one.
        Shell.succeed(
                Map.of(),
                List.of("docker", "network", "create", "--opt", "com.docker.network.bridge.name=" + bridge, bridge));
        List<String> command = new ArrayList<>(List.of(
                "dockerd",
                "--host=" + address(),
                "--data-root=" + directory.resolve("data"),
                "--exec-root=" + directory.resolve("exec"),
                "--pidfile=" + directory.resolve("pid"),
                "--bridge=" + bridge,
                "--iptables=false",
                "--ip6tables=false",
                "--ip-forward=false"));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Starts an engine, and waits until it answers and has an image.
     *
     * @param directory contains all files, on a file system that the engine can use; existing data is kept
     * @param options additional options of dockerd
     */
    public static SecondEngine start(Path directory, String... options) {
        return startAt(directory, "unix://" + directory.resolve("docker.sock"), options);
    }

    /** Starts an engine like {@link #start}, at an unused address. */
    public static SecondEngine startAt(Path directory, String address, String... options) {
        SecondEngine engine = new SecondEngine(directory, address, List.of(options));
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                engine.requireAlive();
                return Shell.run(engine.environment(), List.of("docker", "info"))
                                .status()
                        == 0;
            });
            engine.load();
            return engine;
        } catch (RuntimeException failed) {
            engine.close();
            throw failed;
        }
    }

    private void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("dockerd has ended: " + Files.readString(directory.resolve("log")));
        }
    }

    private void load() {
        Shell.succeed(
                Map.of(), List.of("sh", "-c", "docker save " + IMAGE + " | DOCKER_HOST=" + address() + " docker load"));
    }

    /** Returns its address. */
    public String address() {
        return address;
    }

    /** Returns an environment that selects it. */
    public Map<String, String> environment() {
        return Map.of("DOCKER_HOST", address());
    }

    /** Runs docker on it. Returns its output. */
    public String docker(String... arguments) {
        return Shell.succeed(
                environment(),
                Stream.concat(Stream.of("docker"), Arrays.stream(arguments)).toList());
    }

    /** Stops it; its data stays. */
    public void stop() {
        process.destroy();
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
        } finally {
            process.destroyForcibly();
            Shell.run(Map.of(), List.of("docker", "network", "rm", bridge));
        }
    }

    /** Stops it, and removes its data. */
    @Override
    public void close() {
        Shell.run(environment(), List.of("sh", "-c", "docker ps -aq | xargs -r docker rm -fv"));
        try {
            stop();
        } finally {
            // Leftover mounts would block the deletion of the directory.
            Shell.run(
                    Map.of(),
                    List.of(
                            "sh",
                            "-c",
                            "grep -o ' " + directory + "[^ ]*' /proc/self/mounts | sort -r | xargs -r -n 1 umount -l;"
                                    + " rm -rf " + directory));
        }
    }
}

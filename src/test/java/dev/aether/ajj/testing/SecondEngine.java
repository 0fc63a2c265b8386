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
 * A Docker Engine of its own beside the one of this machine: its own data, network bridge and socket. Its published ports are
 * served by docker-proxy alone, so that it leaves the machine's packet filter, and the first engine's rules, as they are.
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
        // Without a bridge of its own it takes the first engine's, and with none at all it removes that one.
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
     * Starts one, and waits until it answers and has an image to run.
     *
     * @param directory everything is below it, on a file system that the engine can use; what was there before stays
     * @param options for dockerd, in addition
     */
    public static SecondEngine start(Path directory, String... options) {
        return startAt(directory, "unix://" + directory.resolve("docker.sock"), options);
    }

    /** As {@link #start}, at an address that no process uses. */
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

    /** Its address. */
    public String address() {
        return address;
    }

    /** For programs that are to use it. */
    public Map<String, String> environment() {
        return Map.of("DOCKER_HOST", address());
    }

    /** Runs the docker command on it. */
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
            // Mounts that it has left would keep the directory.
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

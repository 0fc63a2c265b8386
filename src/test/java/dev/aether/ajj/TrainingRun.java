package dev.aether.ajj;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs ajj once as it will be used, for the JVM to record what it loads: in a repository with a jj and an engine that are
 * played, so that the build needs neither. The build starts this file as it is, without compiling it first.
 */
final class TrainingRun {
    private static final long LONGEST_MINUTES = 5;
    private static final String CONFIG = """
            [services.db]
            image = "postgres:15"
            ports = ["5432"]

            [injection]
            file = ".env"
            template = "PGPORT={{ services.db.ports.5432 }}"
            """;
    private static final String CONTAINERS = """
            [{"Id":"0123456789abcdef","Names":["/aether-00000-default-db"],"Image":"postgres:15","Created":1700000000,
            "State":"running","Status":"Up 2 hours (healthy)","Labels":{"aether.managed":"true","aether.service":"db"},
            "Ports":[{"IP":"127.0.0.1","PrivatePort":5432,"PublicPort":20000,"Type":"tcp"}],
            "NetworkSettings":{"Networks":{"aether-00000-default":{"NetworkID":"0123","IPAddress":"172.20.0.2"}}}}]
            """;

    private TrainingRun() {}

    /**
     * Runs the command in a world made for it, and takes the world away.
     *
     * @param command that starts ajj; it ends with the status 0, or this fails
     */
    public static void main(String... command) throws IOException, InterruptedException {
        Path world = Files.createTempDirectory("ajj-training").toRealPath();
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(world.resolve("engine.sock"));
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(address);
            Thread.ofPlatform().daemon().start(() -> accept(engine));
            run(command, world, address);
        } finally {
            delete(world);
        }
    }

    private static void run(String[] command, Path world, UnixDomainSocketAddress engine)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.directory(repository(world).toFile());
        builder.environment().put("PATH", jujutsu(world) + ":" + System.getenv("PATH"));
        builder.environment().put("DOCKER_HOST", "unix://" + engine.getPath());
        builder.environment().put("XDG_STATE_HOME", world.resolve("state").toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("the run to learn from has failed: " + String.join(" ", command));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path repository(Path world) throws IOException {
        Path root = Files.createDirectory(world.resolve("repository"));
        Files.createDirectories(root.resolve(".jj").resolve("repo").resolve("store"));
        Files.writeString(root.resolve("aether.toml"), CONFIG);
        return root;
    }

    /** The directory with a jj that knows one workspace. */
    private static Path jujutsu(Path world) throws IOException {
        Path directory = Files.createDirectory(world.resolve("bin"));
        Path script = Files.writeString(directory.resolve("jj"), """
                #!/bin/sh
                echo '["default",true,"%s","kkmpptxz","Add login",false,false]'
                """.formatted(world.resolve("repository")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return directory;
    }

    private static void accept(ServerSocketChannel engine) {
        try {
            while (true) {
                SocketChannel client = engine.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            }
        } catch (ClosedChannelException end) {
            // ajj has ended
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(SocketChannel client) {
        try (client;
                BufferedReader requests = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(client), StandardCharsets.US_ASCII))) {
            String request = requests.readLine();
            while (request != null) {
                skipHeaders(requests);
                client.write(answer(json(request)));
                request = requests.readLine();
            }
        } catch (IOException e) {
            System.err.println("the played engine lost ajj: " + e.getMessage());
        }
    }

    private static String json(String request) {
        if (request.contains("/containers/json")) {
            return CONTAINERS;
        }
        return request.contains("/networks") ? "[]" : "{}";
    }

    private static void skipHeaders(BufferedReader requests) throws IOException {
        String header = requests.readLine();
        while (header != null && !header.isEmpty()) {
            header = requests.readLine();
        }
    }

    private static ByteBuffer answer(String json) {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n";
        return ByteBuffer.wrap((head + json).getBytes(StandardCharsets.US_ASCII));
    }

    private static void delete(Path world) throws IOException {
        try (Stream<Path> all = Files.walk(world)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }
}

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
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs ajj once while the JVM records which classes it loads. jj and the engine are fakes, so the build needs neither.
 * The build starts this file as source code.
 */
final class TrainingRun {
    private static final long LONGEST_MINUTES = 5;
    private static final String COMPOSE_FILE = """
            services:
              box:
                image: redis:7
            """;
    /** The output of Compose for it: a well-known image, but not its server, which would have to answer. */
    private static final String MODEL = """
            {"name":"repository","services":{"box":{"image":"redis:7","command":["sleep","1d"],
            "environment":{"GREETING":"hello"},"networks":{"default":null},
            "volumes":[{"type":"volume","source":"data","target":"/data","volume":{}}]}},
            "networks":{"default":{"name":"repository_default"}},"volumes":{"data":{"name":"repository_data"}}}
            """;

    private static final String CONFIG = """
            [compose]
            file = "compose.yaml"

            [injection]
            file = ".env"
            template = "GREETING={{ services.box.env.GREETING }}"
            """;
    private static final String CONTAINER = """
            {"Id":"0123456789abcdef","Name":"/box","Created":"2025-01-01T00:00:00Z","Image":"sha256:0123",
            "State":{"Status":"running","Running":true,"ExitCode":0,"StartedAt":"2025-01-01T00:00:00Z"},
            "Config":{"Image":"redis:7"},"HostConfig":{},"Mounts":[],"NetworkSettings":{"Networks":{}}}
            """;

    private TrainingRun() {}

    /**
     * Runs the command in a temporary repository, then deletes it.
     *
     * @param command starts ajj; must exit with status 0
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
        builder.environment().put("PATH", programs(world) + ":" + System.getenv("PATH"));
        builder.environment().put("DOCKER_HOST", "unix://" + engine.getPath());
        builder.environment().put("XDG_STATE_HOME", world.resolve("state").toString());
        builder.environment().put("XDG_CACHE_HOME", world.resolve("cache").toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("the training run has failed: " + String.join(" ", command));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path repository(Path world) throws IOException {
        Path root = Files.createDirectory(world.resolve("repository"));
        Path store = Files.createDirectories(root.resolve(".jj").resolve("repo").resolve("store"));
        Files.writeString(store.resolve("git_target"), "git");
        Files.createDirectories(store.resolve("git").resolve("info"));
        Files.writeString(root.resolve("aether.toml"), CONFIG);
        Files.writeString(root.resolve("compose.yaml"), COMPOSE_FILE);
        return root;
    }

    /**
     * Returns the directory with fake programs: a jj with one workspace and no tracked files, and a Compose that has
     * read the file.
     */
    private static Path programs(Path world) throws IOException {
        Path directory = Files.createDirectory(world.resolve("bin"));
        script(directory.resolve("jj"), """
                case "$*" in *"workspace list"*) echo '["default",true,"%s","kkmpptxz","Add login",false,false]' ;; esac
                """.formatted(world.resolve("repository")));
        script(directory.resolve("docker"), """
                case "$*" in *version*) echo 2.40.0 ;; *) cat <<'END'
                %sEND
                ;; esac
                """.formatted(MODEL));
        return directory;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
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
                skipRest(requests);
                client.write(answer(request));
                request = requests.readLine();
            }
        } catch (IOException e) {
            System.err.println("the played engine lost ajj: " + e.getMessage());
        }
    }

    /** Reads the headers and the body, whose length they contain. */
    private static void skipRest(BufferedReader requests) throws IOException {
        long length = 0;
        String header = requests.readLine();
        while (header != null && !header.isEmpty()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length =
                        Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
            }
            header = requests.readLine();
        }
        requests.skip(length);
    }

    /** Returns the response of an engine that has only the image, and accepts every request. */
    private static ByteBuffer answer(String request) {
        if (request.startsWith("GET") && request.contains("/volumes/")) {
            return answer("404 Not Found", "{\"message\":\"no such volume\"}");
        }
        if (request.contains("/containers/0123456789abcdef/json")) {
            return answer("200 OK", CONTAINER);
        }
        boolean list = request.contains("/containers/json")
                || request.contains("/networks?")
                || request.contains("/images/json");
        return answer("200 OK", list ? "[]" : "{\"Id\":\"0123456789abcdef\",\"ID\":\"ENGINE\",\"Name\":\"data\"}");
    }

    private static ByteBuffer answer(String status, String json) {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n";
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

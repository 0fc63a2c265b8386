package dev.aether.ajj;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the archive of classes from which bin/ajj starts. Runs the most frequent commands while the JVM records which
 * classes and lambdas they load: each command alone would miss those of the others. jj and the engine are fakes, so the
 * build needs neither. The build starts this file as source code.
 */
final class TrainingRun {
    private static final long LONGEST_MINUTES = 5;
    private static final String COMPOSE_FILE = """
            services:
              box:
                image: redis:7
                ports: ["6379:6379"]
                environment: { GREETING: hello }
            """;
    /** The output of Compose for it. */
    private static final String MODEL = """
            {"name":"repository","services":{"box":{"image":"redis:7","command":["sleep","1d"],
            "environment":{"GREETING":"hello"},"networks":{"default":null},
            "ports":[{"mode":"ingress","target":6379,"protocol":"tcp"}],
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
            {"Id":"0123456789abcdef","Name":"/NAME","Created":"2025-01-01T00:00:00Z","Image":"sha256:0123",
            "State":{"Status":"running","Running":true,"ExitCode":0,"StartedAt":"2025-01-01T00:00:00Z"},
            "Config":{"Image":"redis:7","Labels":LABELS},"HostConfig":{},"Mounts":[],
            "NetworkSettings":{"Networks":{"NETWORK":{"NetworkID":"0123456789abcdef"}}}}
            """;
    private static final String LISTED_CONTAINER = """
            [{"Id":"0123456789abcdef","Names":["/NAME"],"Created":1735689600,"Image":"redis:7","State":"running",
            "Status":"Up 2 hours","Labels":LABELS,"Ports":[],"Mounts":[],
            "NetworkSettings":{"Networks":{"NETWORK":{"NetworkID":"0123456789abcdef"}}}}]
            """;
    /** Found by {@code run} but not started: the JVM would end before it has recorded all classes. */
    private static final String BROKEN = "broken";

    private static final List<List<String>> COMMANDS = List.of(
            List.of("up"),
            List.of("up"),
            List.of("list"),
            List.of("status"),
            List.of("run", BROKEN),
            List.of("env"),
            List.of("down", "--volumes"),
            List.of("workspace", "add", "../second"),
            List.of("workspace", "forget", "second"));
    private static final int NOT_FOUND = 127;
    private static final Pattern LABELS = Pattern.compile("\"Labels\":(\\{[^}]*})");
    private static final Pattern HOST_PORT = Pattern.compile("\"HostPort\":\"(\\d+)\"");

    /** The bodies of the requests that have created a network, a volume and a container, by the paths of the requests. */
    private static final Map<String, String> CREATED = new ConcurrentHashMap<>();

    private static volatile String container = "";

    private TrainingRun() {}

    /**
     * Runs the commands in a temporary repository, which it deletes, and writes the archive.
     *
     * @param arguments the path of {@code java}, the archive to be written, the program's jar, and the flags with which
     *     the program will run
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        String archive = arguments[1];
        String jar = arguments[2];
        List<String> java = new ArrayList<>(List.of(arguments[0]));
        java.addAll(List.of(arguments).subList(3, arguments.length));
        Path world = Files.createTempDirectory("ajj-training").toRealPath();
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(world.resolve("engine.sock"));
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(address);
            Thread.ofPlatform().daemon().start(() -> accept(engine));
            Path repository = repository(world);
            Path programs = programs(world);
            Set<String> classes = new LinkedHashSet<>();
            Path recorded = world.resolve("classes");
            for (List<String> command : COMMANDS) {
                List<String> line = new ArrayList<>(java);
                line.addAll(List.of("-XX:DumpLoadedClassList=" + recorded, "-cp", jar, "dev.aether.ajj.Main"));
                line.addAll(command);
                ProcessBuilder ajj = new ProcessBuilder(line).directory(repository.toFile());
                ajj.environment().put("PATH", programs + ":" + System.getenv("PATH"));
                ajj.environment().put("DOCKER_HOST", "unix://" + address.getPath());
                ajj.environment().put("XDG_STATE_HOME", world.resolve("state").toString());
                ajj.environment().put("XDG_CACHE_HOME", world.resolve("cache").toString());
                run(ajj, command.contains(BROKEN) ? NOT_FOUND : 0);
                classes.addAll(archivable(recorded));
            }
            Files.write(recorded, classes);
            List<String> dump = new ArrayList<>(java);
            dump.addAll(List.of(
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + recorded,
                    "-XX:SharedArchiveFile=" + archive,
                    "-XX:+AOTClassLinking",
                    "-cp",
                    jar));
            run(new ProcessBuilder(dump), 0);
        } finally {
            delete(world);
        }
    }

    /** Returns the lines of a class list that are the same for every run: without ids and classes made at run time. */
    private static List<String> archivable(Path recorded) throws IOException {
        return Files.readAllLines(recorded).stream()
                .filter(line -> !line.contains(" source: "))
                .map(line -> line.replaceFirst(" id: [0-9]+$", ""))
                .toList();
    }

    private static void run(ProcessBuilder builder, int status) throws IOException, InterruptedException {
        Process process = builder.inheritIO().start();
        try {
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != status) {
                throw new IllegalStateException("the training run has failed: " + String.join(" ", builder.command()));
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
        Path heads = Files.createDirectories(store.resolveSibling("op_heads").resolve("heads"));
        Files.createFile(heads.resolve("0123"));
        Path roots = Files.createDirectories(store.resolveSibling("workspace_store"));
        Files.createFile(roots.resolve("index"));
        Path workingCopy = Files.createDirectories(root.resolve(".jj").resolve("working_copy"));
        Files.writeString(workingCopy.resolve("checkout"), "\u001a\u0007default");
        Files.writeString(root.resolve("aether.toml"), CONFIG);
        Files.writeString(root.resolve("compose.yaml"), COMPOSE_FILE);
        return root;
    }

    /**
     * Returns the directory with fake programs: a jj that adds and forgets a second workspace, a Compose that has read the file,
     * and a program without its interpreter.
     */
    private static Path programs(Path world) throws IOException {
        Path directory = Files.createDirectory(world.resolve("bin"));
        script(directory.resolve("jj"), """
                cd %s
                case "$*" in
                *"workspace list"*)
                    echo '["default",true,"%1$s/repository","kkmpptxz","Add login",false,false]'
                    if [ -e second ] && [ ! -e forgotten ]; then
                        echo '["second",false,"%1$s/second","qpvuntsm","",true,false]'
                    fi ;;
                *"workspace add"*)
                    mkdir -p second/.jj/working_copy
                    printf ../../repository/.jj/repo >second/.jj/repo
                    printf '\\032\\006second' >second/.jj/working_copy/checkout
                    cp repository/compose.yaml second ;;
                *"workspace forget"*) touch forgotten ;;
                *file_type*) echo '["0123456789abcdef0123456789abcdef01234567",[["compose.yaml","file"]]]' ;;
                *"file show"*) cat repository/compose.yaml ;;
                esac
                case "$*" in *"workspace add"* | *"workspace forget"*)
                    mv repository/.jj/repo/op_heads/heads/0* repository/.jj/repo/op_heads/heads/0$$ ;;
                esac
                """.formatted(world));
        script(directory.resolve("docker"), """
                case "$*" in *version*) echo 2.40.0 ;; *) cat <<'END'
                %sEND
                ;; esac
                """.formatted(MODEL));
        script(directory.resolve(BROKEN), "");
        Files.writeString(directory.resolve(BROKEN), "#!" + world.resolve("missing"));
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
                client.write(answer(request, body(requests)));
                request = requests.readLine();
            }
        } catch (IOException e) {
            System.err.println("the played engine lost ajj: " + e.getMessage());
        }
    }

    /** Reads the headers and the body, whose length they contain. */
    private static String body(BufferedReader requests) throws IOException {
        int length = 0;
        String header = requests.readLine();
        while (header != null && !header.isEmpty()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
            header = requests.readLine();
        }
        char[] body = new char[length];
        int read = 0;
        while (read < length) {
            read += Math.max(0, requests.read(body, read, length - read));
        }
        return new String(body);
    }

    /** Returns the response of an engine that has only the image, and accepts every request. */
    private static ByteBuffer answer(String request, String body) {
        String path = request.split("[ ?]", 3)[1];
        if (path.endsWith("/create")) {
            CREATED.put(path.replace("/create", ""), body);
        }
        if (path.equals("/containers/create")) {
            container = request.replaceFirst(".*[?&]name=([^& ]*).*", "$1");
            HOST_PORT
                    .matcher(body)
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .forEach(TrainingRun::listen);
        }
        if (request.startsWith("DELETE ")) {
            String kind = path.substring(0, path.indexOf('/', 1));
            CREATED.remove(kind);
            container = kind.equals("/containers") ? "" : container;
        }
        String network = CREATED.getOrDefault("/networks", "");
        String volume = CREATED.getOrDefault("/volumes", "");
        return switch (path) {
            case "/containers/json" -> response("200 OK", container.isEmpty() ? "[]" : described(LISTED_CONTAINER));
            case "/containers/0123456789abcdef/json" -> response("200 OK", described(CONTAINER));
            case "/images/json" -> response("200 OK", "[]");
            case "/networks" ->
                response(
                        "200 OK",
                        network.isEmpty() ? "[]" : "[{\"Id\":\"0123456789abcdef\"," + network.substring(1) + "]");
            case "/volumes" -> response("200 OK", "{\"Volumes\":[" + volume + "]}");
            default ->
                path.startsWith("/volumes/") && request.startsWith("GET")
                        ? volume.isEmpty()
                                ? response("404 Not Found", "{\"message\":\"no such volume\"}")
                                : response("200 OK", volume)
                        : response("200 OK", "{\"Id\":\"0123456789abcdef\",\"ID\":\"ENGINE\",\"Name\":\"data\"}");
        };
    }

    /** Answers the question whether Redis is ready, on the host port of a container. */
    private static void listen(int port) {
        try {
            ServerSocket redis = new ServerSocket(port, 0, InetAddress.getLoopbackAddress());
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    try (Socket client = redis.accept()) {
                        client.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
                        client.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills in what the request that created the container has said. Its volume has fewer labels. */
    private static String described(String json) {
        String labels = LABELS.matcher(CREATED.getOrDefault("/containers", ""))
                .results()
                .map(found -> found.group(1))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
        return json.replace("LABELS", labels)
                .replace("NAME", container)
                .replace("NETWORK", container.replaceFirst("-box$", ""));
    }

    private static ByteBuffer response(String status, String json) {
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

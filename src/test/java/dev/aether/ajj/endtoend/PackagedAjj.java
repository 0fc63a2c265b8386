package dev.aether.ajj.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aether.ajj.cli.InProcessAjj;
import dev.aether.ajj.testing.EngineApi;
import dev.aether.ajj.testing.OutputSchema;
import dev.aether.ajj.testing.Shell;
import dev.aether.ajj.testing.TemporaryRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ajj on its own repository, with its own port ledger. Commands run in this JVM if that makes no difference, because a
 * process costs a second of CPU time. Otherwise they run {@code target/ajj/bin/ajj}. With {@code -Dajj.binary=FILE},
 * all commands run that file.
 */
final class PackagedAjj implements AutoCloseable {
    private static final String GIVEN = System.getProperty("ajj.binary", "");
    static final Path BINARY =
            Path.of(GIVEN.isEmpty() ? "target/ajj/bin/ajj" : GIVEN).toAbsolutePath();

    /** The first host port that this JVM's tests reserve. Each test has its own ledger, and JVMs run concurrently. */
    static final int FIRST_PORT = 20000 + 3000 * Integer.getInteger("ajj.fork", 1);

    final TemporaryRepository repository;
    final Map<String, String> environment = new HashMap<>();
    private final Path directory;

    /**
     * Creates the repository.
     *
     * @param directory an empty directory, which contains all files
     */
    PackagedAjj(Path directory) {
        this(TemporaryRepository.colocated(directory));
    }

    /** Uses a repository that is alone in its directory. */
    PackagedAjj(TemporaryRepository repository) {
        this.repository = repository;
        this.directory = java.util.Objects.requireNonNull(repository.root().getParent());
        environment.putAll(repository.environment());
        useState(this.directory.resolve("state"));
        environment.put("XDG_CACHE_HOME", this.directory.resolve("state").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** Changes the state directory. A new one gets a ledger that begins at {@link #FIRST_PORT}. */
    void useState(Path state) {
        environment.put("XDG_STATE_HOME", state.toString());
        String ledger = "{ \"version\": \"1.0\", \"last\": %d, \"ports\" : { } }".formatted(FIRST_PORT - 1);
        try {
            Path file = Files.createDirectories(state.resolve("aether")).resolve("ports.json");
            if (Files.notExists(file)) {
                Files.writeString(file, ledger);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The output and exit status of a command. */
    record Result(String out, String err, int status) {

        JsonNode json() {
            OutputSchema.check(out);
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException notJson) {
                throw new UncheckedIOException(out + err, notJson);
            }
        }

        /** Fails with the output unless the command succeeded. */
        Result orFail() {
            assertThat(status).as("%s%s", out, err).isZero();
            return this;
        }
    }

    /** Returns the program's file, for scripts. */
    static Path binary() {
        return BINARY;
    }

    /** Writes aether.toml into the main workspace. */
    void config(String toml) {
        try {
            Files.writeString(repository.root().resolve("aether.toml"), toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs ajj in the main workspace. */
    Result run(String... arguments) {
        return runIn(repository.root(), arguments);
    }

    /** Runs ajj in a directory. */
    Result runIn(Path where, String... arguments) {
        if (!GIVEN.isEmpty() || !InProcessAjj.canRun(environment, List.of(arguments))) {
            return runProcessIn(where, arguments);
        }
        InProcessAjj.Result result = InProcessAjj.run(environment, where.toAbsolutePath(), List.of(arguments));
        return new Result(result.out(), result.err(), result.status());
    }

    /** Runs ajj as a process in a directory. */
    Result runProcessIn(Path where, String... arguments) {
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile(directory, "out", "");
            Path err = Files.createTempFile(directory, "err", "");
            Process process = start(where, command)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            int status = process.waitFor();
            Result result = new Result(text(out), text(err), status);
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a process of ajj, with pipes as its streams. */
    Process startIn(Path where, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(List.of(arguments));
        return start(where, command).start();
    }

    /** Starts a process of ajj, and discards its output. */
    Process startQuietly(Path where, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(List.of(arguments));
        return start(where, command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs a shell script in the main workspace, with ajj as {@code $AJJ}. Returns stdout and stderr together. */
    String shell(String script) {
        try {
            ProcessBuilder builder = start(repository.root(), List.of("sh", "-c", script));
            builder.environment().put("AJJ", BINARY.toString());
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder start(Path where, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Returns all that a failed command must not change: jj, the engine, the registry, the ledger, the directory. */
    String world() {
        return String.join(
                "\n", repository.snapshot(), engine(), stateOf("main/.jj/aether/state.json"), ports(), siblings());
    }

    /** Returns the names and states of this repository's resources on the engine. */
    String engine() {
        return resources().stream()
                .map(resource -> (resource.name() + " " + resource.state()).strip() + "\n")
                .collect(Collectors.joining());
    }

    /** Returns the namespaces of this repository's containers, networks and volumes. */
    Set<String> engineNamespaces() {
        return resources().stream()
                .map(resource -> resource.labels().path("aether.namespace").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<EngineApi.Resource> resources() {
        return EngineApi.labelled("aether.repo-root=" + repository.root());
    }

    static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Shell.succeed(Map.of(), command);
    }

    private String stateOf(String file) {
        Path path = directory.resolve(file);
        try {
            String state = Files.exists(path) ? Files.readString(path) : "";
            boolean empty = state.contains("\"workspaces\" : { }") || state.contains("\"ports\" : { }");
            return empty ? "" : state;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the reserved ports, without the last one used. */
    private String ports() {
        return stateOf("state/aether/ports.json").replaceAll("\"last\" : \\d+", "");
    }

    /** Returns the names of the files next to the main workspace. */
    private String siblings() {
        try (Stream<Path> entries = Files.list(directory)) {
            return new TreeSet<>(entries.map(Path::getFileName)
                            .map(Path::toString)
                            .filter(name -> !name.equals("state"))
                            .toList())
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets all workspaces that have services. */
    void forgetAll() {
        List<String> forget = new ArrayList<>(List.of("workspace", "forget", "--"));
        for (JsonNode workspace : run("list", "--json").json().path("workspaces")) {
            if (workspace.has("namespace")) {
                forget.add(workspace.get("name").asText());
            }
        }
        if (!forget.getLast().equals("--")) {
            run(forget.toArray(String[]::new)).orFail();
        }
    }

    /** Forgets all workspaces. Fails if resources remain. */
    @Override
    public void close() {
        environment.remove("DOCKER_HOST");
        environment.remove("PATH");
        forgetAll();
        String left = engine();
        resources().forEach(EngineApi::remove);
        assertThat(left).as("left behind").isBlank();
    }
}

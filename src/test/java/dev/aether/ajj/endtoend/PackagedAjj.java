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
 * ajj as a user has it, on a repository of its own and with a ledger of ports of its own. Calls that are waited for run in
 * this JVM where that makes no difference, because a process costs a second of CPU time. Everything else runs {@code
 * target/ajj/bin/ajj}; with {@code -Dajj.binary=FILE} all calls run that file.
 */
final class PackagedAjj implements AutoCloseable {
    private static final String GIVEN = System.getProperty("ajj.binary", "");
    static final Path BINARY =
            Path.of(GIVEN.isEmpty() ? "target/ajj/bin/ajj" : GIVEN).toAbsolutePath();

    /** The first host port that this JVM's tests reserve. Each test has a ledger of its own, and JVMs run side by side. */
    static final int FIRST_PORT = 20000 + 5000 * (Integer.getInteger("ajj.fork", 1) - 1);

    final TemporaryRepository repository;
    final Map<String, String> environment = new HashMap<>();
    private final Path directory;

    /**
     * Makes the repository.
     *
     * @param directory empty; everything is below it
     */
    PackagedAjj(Path directory) {
        this(TemporaryRepository.colocated(directory));
    }

    /** Works on a repository that stands alone in its directory. */
    PackagedAjj(TemporaryRepository repository) {
        this.repository = repository;
        this.directory = java.util.Objects.requireNonNull(repository.root().getParent());
        environment.putAll(repository.environment());
        environment.put("XDG_STATE_HOME", this.directory.resolve("state").toString());
        environment.put("XDG_CACHE_HOME", this.directory.resolve("state").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        writeLedger();
    }

    private void writeLedger() {
        String ledger = "{ \"version\": \"1.0\", \"last\": %d, \"ports\" : { } }".formatted(FIRST_PORT - 1);
        try {
            Path state = Files.createDirectories(directory.resolve("state/aether"));
            Files.writeString(state.resolve("ports.json"), ledger);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one call of ajj did. */
    record Seen(String out, String err, int status) {

        JsonNode json() {
            OutputSchema.check(out);
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException notJson) {
                throw new UncheckedIOException(out + err, notJson);
            }
        }

        /** Fails with everything that was printed when ajj did not succeed. */
        Seen orFail() {
            assertThat(status).as("%s%s", out, err).isZero();
            return this;
        }
    }

    /** The program itself, for scripts that call it. */
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
    Seen run(String... arguments) {
        return runIn(repository.root(), arguments);
    }

    /** Runs ajj in a directory. */
    Seen runIn(Path where, String... arguments) {
        if (!GIVEN.isEmpty() || !InProcessAjj.canRun(environment, List.of(arguments))) {
            return runProcessIn(where, arguments);
        }
        InProcessAjj.Result result = InProcessAjj.run(environment, where.toAbsolutePath(), List.of(arguments));
        return new Seen(result.out(), result.err(), result.status());
    }

    /** Runs the packaged ajj in a directory, for tests of what processes do to each other. */
    Seen runProcessIn(Path where, String... arguments) {
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
            Seen seen = new Seen(text(out), text(err), status);
            Files.delete(out);
            Files.delete(err);
            return seen;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A process of ajj that is not waited for; streams are pipes. */
    Process startIn(Path where, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(List.of(arguments));
        return start(where, command).start();
    }

    /** A process of ajj whose output nobody reads. */
    Process startQuietly(Path where, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(BINARY.toString()));
        command.addAll(List.of(arguments));
        return start(where, command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A shell script in the main workspace, with ajj as {@code $AJJ}; stderr comes with stdout. */
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

    /** Everything that a failed command must leave as it was: jj, the engine, the registry, the ledger, the directory. */
    String world() {
        return String.join(
                "\n", repository.picture(), engine(), stateOf("main/.jj/aether/state.json"), ports(), besides());
    }

    /** What the engine has with this repository's label. */
    String engine() {
        return resources().stream()
                .map(resource -> (resource.name() + " " + resource.state()).strip() + "\n")
                .collect(Collectors.joining());
    }

    /** The namespaces of this repository that the engine has containers, networks or volumes of. */
    Set<String> namespacesInTheEngine() {
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

    /** Which ports are reserved; which one was the last does not matter. */
    private String ports() {
        return stateOf("state/aether/ports.json").replaceAll("\"last\" : \\d+", "");
    }

    /** What stands beside the main workspace. */
    private String besides() {
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

    /** Forgets all workspaces, and fails when something is left. */
    @Override
    public void close() {
        environment.remove("DOCKER_HOST");
        environment.remove("PATH");
        for (JsonNode workspace : run("list", "--json").json().path("workspaces")) {
            if (workspace.has("namespace")) {
                run("workspace", "forget", workspace.get("name").asText()).orFail();
            }
        }
        String left = engine();
        resources().forEach(EngineApi::remove);
        assertThat(left).as("left behind").isBlank();
    }
}

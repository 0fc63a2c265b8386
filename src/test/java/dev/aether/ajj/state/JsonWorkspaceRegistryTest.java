package dev.aether.ajj.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ServiceEntry;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWorkspaceRegistryTest {
    private static final String ODD = "odd \"name\"\n/~1 ä";

    private final JsonWorkspaceRegistry registry =
            new JsonWorkspaceRegistry(new FakeRecovery(), Progress.SILENT, Deadline.NONE);
    private final Repository repository;
    private final Path file;

    JsonWorkspaceRegistryTest(@TempDir Path directory) {
        repository = RegistryWriter.repository(directory);
        file = directory.resolve(".jj/aether/state.json");
    }

    private void put(WorkspaceEntry entry) {
        registry.change(repository, entry.name(), _ -> Optional.of(entry));
    }

    private static WorkspaceEntry full(String name) {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("5432", 20017);
        ports.put("53/udp", 20018);
        var services = new LinkedHashMap<String, ServiceEntry>();
        services.put("z-first", new ServiceEntry("postgres:15", ports, "8a7f", "postgres://u:p@h/d"));
        services.put("a-second", new ServiceEntry("redis:7", new LinkedHashMap<>(), "", ""));
        return RegistryWriter.entry(name).withServices(services).withPhase(Phase.READY);
    }

    /** As {@code ajj up} does as the first command in a repository. */
    @Test
    void theFirstChangeMayReadTheEntries() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file.resolveSibling("state.lock"), "");
        registry.change(repository, "one", _ -> {
            assertThat(registry.entries(repository)).isEmpty();
            return Optional.of(full("one"));
        });
        assertThat(registry.entries(repository)).hasSize(1);
    }

    @Test
    void oneCommandAtATimeHoldsAWorkspace() {
        List<String> seen = new ArrayList<>();
        Duration limit = Duration.ofMillis(400);
        registry.holding(repository, ODD, Duration.ofSeconds(30), _ -> {}, () -> {
            Thread other = Thread.ofPlatform().start(() -> {
                registry.holding(repository, "other", limit, _ -> {}, () -> seen.add("other"));
                put(full(ODD));
                try {
                    registry.holding(repository, ODD, limit, _ -> {}, () -> seen.add("never"));
                } catch (Failure refused) {
                    seen.add(ErrorCode.of(refused.first()).name());
                }
            });
            try {
                return other.join(Duration.ofSeconds(30));
            } catch (InterruptedException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        });

        assertThat(seen).containsExactly("other", "STATE_LOCKED");
        assertThat(registry.find(repository, ODD)).isPresent();
    }

    @Test
    void readingCreatesNoFiles() {
        assertThat(registry.entries(repository)).isEmpty();
        assertThat(repository.stateDirectory()).doesNotExist();
    }

    @Test
    void readsWhatWasWritten() {
        put(full(ODD));
        put(RegistryWriter.entry("another"));

        assertThat(registry.entries(repository)).containsExactly(RegistryWriter.entry("another"), full(ODD));
        assertThat(registry.find(repository, ODD).orElseThrow().services().sequencedKeySet())
                .containsExactly("z-first", "a-second");
    }

    @Test
    void keepsTheStartTimeOfTheOwner() throws IOException {
        WorkspaceEntry owned = full("name").withOwner(ProcessOwner.current("ajj workspace add"));
        put(owned);
        assertThat(registry.entries(repository)).containsExactly(owned);
        assertThat(file).content().contains("\"started\" : ");

        put(full("name"));
        assertThat(file).as("as an older ajj wrote it").content().doesNotContain("started");
        assertThat(registry.entries(repository)).containsExactly(full("name"));
    }

    @Test
    void isReadableForItsOwnerOnly() throws IOException {
        put(full("name"));

        assertThat(file).content().contains("\n  \"version\" : \"1.1\"").endsWith("}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void removesAnEntry() {
        put(full("name"));

        registry.change(repository, "name", _ -> Optional.empty());
        registry.change(repository, "unknown", _ -> Optional.empty());

        assertThat(registry.entries(repository)).isEmpty();
    }

    @Test
    void renamesAnEntry() {
        put(full("one"));
        put(full("two"));
        List<String> done = new ArrayList<>();

        assertThat(registry.rename(repository, "one", "uno", () -> done.add("also")))
                .isTrue();
        assertThat(registry.rename(repository, "uno", "two", () -> done.add("taken")))
                .isFalse();
        assertThat(registry.rename(repository, "one", "three", () -> done.add("missing")))
                .isFalse();

        assertThat(registry.entries(repository))
                .extracting(WorkspaceEntry::name)
                .containsExactly("two", "uno");
        assertThat(done).containsExactly("also");
    }

    @Test
    void writesNothingWhenTheChangeFails() {
        put(full("name"));

        assertThatThrownBy(() -> registry.change(repository, "name", _ -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(registry.entries(repository)).containsExactly(full("name"));
    }

    @Test
    void keepsFieldsOfALaterVersion() throws IOException {
        put(full("name"));
        String content = Files.readString(file)
                .replace("\"version\" : \"1.1\"", "\"version\" : \"1.7\", \"later\" : [ 1 ]")
                .replace("\"image\" : \"postgres:15\"", "\"image\" : \"postgres:15\", \"colour\" : \"blue\"")
                .replace("\"backend\" :", "\"mood\" : \"good\", \"backend\" :");
        Files.writeString(file, content);

        put(full("name").withPhase(Phase.REMOVING));

        assertThat(file).content().contains("\"later\" : [ 1 ]", "\"colour\" : \"blue\"", "\"mood\" : \"good\"", "1.7");
    }

    @Test
    void doesNotChangeTheFileOfANewerVersion() throws IOException {
        put(full("name"));
        String content = Files.readString(file).replace("\"1.1\"", "\"2.0\"");
        Files.writeString(file, content);

        Problem problem =
                catchThrowableOfType(Failure.class, () -> put(full("other"))).first();

        assertThat(problem).isInstanceOf(StateProblem.Corrupt.class);
        assertThat(problem.message()).contains("written by a newer ajj (version 2.0");
        assertThat(file).hasContent(content);
    }

    @Test
    void refusesADirectory() throws IOException {
        Files.createDirectories(file);

        Problem problem = catchThrowableOfType(Failure.class, () -> registry.entries(repository))
                .first();

        assertThat(problem).isInstanceOf(StateProblem.Corrupt.class);
        assertThat(problem.message()).isEqualTo("cannot read " + file + ": it is not a regular file");
        assertThat(problem.hints()).containsExactly("check its type and owner: ls -ld " + file);
    }

    @Test
    void keepsConcurrentChangesOfThreadsAndProcesses() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (String prefix : List.of("a", "b", "c")) {
            processes.add(JavaProcess.start(RegistryWriter.class, repository.mainRoot() + "", prefix, "20"));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 40; number++) {
                String name = "t" + number;
                threads.execute(() -> put(RegistryWriter.entry(name)));
            }
        }
        for (Process process : processes) {
            assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                    .isEmpty();
            assertThat(process.waitFor()).isZero();
        }

        assertThat(registry.entries(repository)).hasSize(3 * 20 + 40);
        assertThat(repository.stateDirectory().toFile().list()).containsExactlyInAnyOrder("state.json", "state.lock");
    }

    /** As in a copied repository: the original's entries are neither used nor lost. */
    @Test
    void keepsACopyOfAnotherRepositorysRegistry() {
        put(full("one"));
        Repository copy = new Repository(repository.mainRoot(), repository.workspaceRoot(), "fedcba9876543210");
        assertThat(registry.entries(copy)).isEmpty();
        registry.change(copy, "two", _ -> Optional.of(full("two")));
        assertThat(registry.entries(copy)).extracting(WorkspaceEntry::name).containsExactly("two");

        assertThat(registry.entries(repository)).containsExactly(full("one"));
        put(full("three"));
        assertThat(registry.entries(repository)).containsExactly(full("one"), full("three"));
        assertThat(registry.entries(copy)).extracting(WorkspaceEntry::name).containsExactly("two");
    }

    @Test
    void readsVersionOneAndWritesItsOwn() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                {"version": "1.0", "repository": "0123456789abcdef", "workspaces": {"one": {"root": "/work/one", "namespace": "aether-01234-one",
                  "backend": "docker", "phase": "ready", "created": "2026-01-01T00:00:00Z", "env_files": [".env"],
                  "owner": {"pid": 7, "command": "ajj up"}, "services": {"db": {"image": "redis:7", "config_hash": "8a7f"}},
                  "later": true}}}
                """);
        assertThat(registry.find(repository, "one").orElseThrow().services())
                .containsOnly(Map.entry("db", new ServiceEntry("redis:7", new LinkedHashMap<>(), "", "")));
        assertThat(registry.find(repository, "one").orElseThrow().location())
                .isEqualTo(Location.unknown(Location.DOCKER));

        registry.change(
                repository,
                "one",
                entry -> entry.map(found -> found.withLocation(new Location("docker", "unix:///engine.sock", "ID"))));

        assertThat(Files.readString(file))
                .contains("\"version\" : \"1.1\"", "\"repository\" : \"0123456789abcdef\"", "\"later\" : true");
        assertThat(registry.find(repository, "one").orElseThrow().location())
                .isEqualTo(new Location("docker", "unix:///engine.sock", "ID"));
    }

    @ParameterizedTest
    @CsvSource({
        "root, '\"work/one\"'",
        "namespace, '\"../one\"'",
        "env_files, '[\"../../.bashrc\"]'",
        "env_files, '[\"/etc/passwd\"]'",
        "phase, '\"other\"'",
        "services, '{\"db\": {\"image\": \"x\", \"ports\": {\"1\": 70000}}}'",
        "services, '{\"db\": {\"image\": \"x\", \"container_id\": \"../x\"}}'",
    })
    void anEntryWithAnInvalidValueIsDamage(String field, String value) throws IOException {
        put(RegistryWriter.entry("one"));
        String text =
                Files.readString(file).replaceAll("(?s)\\s*\"" + field + "\" : (\\{ }|\\[[^]]*]|\"[^\"]*\"),?", "");
        Files.writeString(file, text.replace("\"one\" : {", "\"one\" : { \"" + field + "\": " + value + ", "));

        assertThat(registry.entries(repository)).isEmpty();
        assertThat(file.resolveSibling("state.json")).content().doesNotContain("\"one\"");
    }

    /** Otherwise one workspace could remove the services of another. */
    @Test
    void twoWorkspacesWithOneNamespaceAreDamage() throws IOException {
        put(RegistryWriter.entry("one"));
        put(RegistryWriter.entry("two"));
        put(RegistryWriter.entry("three"));
        String text = Files.readString(file);
        String one = registry.find(repository, "one").orElseThrow().namespace();
        String two = registry.find(repository, "two").orElseThrow().namespace();
        Files.writeString(file, text.replace("\"" + two + "\"", "\"" + one + "\""));

        assertThat(registry.entries(repository))
                .extracting(WorkspaceEntry::name)
                .containsExactly("three");
    }

    @Test
    void aLinkedRegistryIsNeitherReadNorWritten() throws IOException {
        Path target = Files.writeString(repository.mainRoot().resolve("target"), "{\"version\": \"1.1\"}");
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, target);
        assertThat(catchThrowableOfType(Failure.class, () -> registry.entries(repository))
                        .first()
                        .message())
                .contains("is a symbolic link");
        assertThat(catchThrowableOfType(Failure.class, () -> put(full("one")))).isNotNull();
        assertThat(target).hasContent("{\"version\": \"1.1\"}");
    }
}

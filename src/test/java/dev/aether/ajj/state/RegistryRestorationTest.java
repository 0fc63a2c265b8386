package dev.aether.ajj.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.vcs.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged or lost registry is rebuilt, and a copy of a damaged one is kept. */
class RegistryRestorationTest {
    private final FakeRecovery recovery = new FakeRecovery();
    private final JsonWorkspaceRegistry registry = new JsonWorkspaceRegistry(recovery, recovery, Deadline.NONE);
    private final Repository repository;
    private final Path file;

    RegistryRestorationTest(@TempDir Path directory) {
        repository = RegistryWriter.repository(directory);
        file = directory.resolve(".jj/aether/state.json");
    }

    @BeforeEach
    void useTheRegistry() throws IOException {
        Files.createDirectories(repository.stateDirectory());
        // The lock is there before the first entry.
        Files.writeString(repository.stateDirectory().resolve("state.lock"), "");
    }

    private static WorkspaceEntry entry(String name) {
        WorkspaceEntry entry = RegistryWriter.entry(name);
        return new WorkspaceEntry(
                name,
                entry.root(),
                "aether-01234-" + name,
                entry.location(),
                Phase.READY,
                entry.services(),
                entry.envFiles(),
                entry.created(),
                entry.owner(),
                Optional.empty(),
                Optional.empty());
    }

    private void put(WorkspaceEntry entry) {
        registry.change(repository, entry.name(), _ -> Optional.of(entry));
    }

    private List<String> names() {
        return registry.entries(repository).stream().map(WorkspaceEntry::name).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "\0\0\0\0\0\0\0\0",
                "[]",
                "null",
                "{}",
                "{\"version\":1}",
                "{\"version\":\"1.0\",\"repository\":\"0123456789abcdef\",\"workspaces\":[]}",
                "{\"version\":\"1.0\",\"repository\":\"0123456789abcdef\",\"workspaces\":{\"a\":{}}}",
                "{\"version\":\"1.0\",\"repository\":\"0123456789abcdef\",\"workspaces\":{\"a\":null}}"
            })
    void damagedContentIsRebuilt(String content) throws IOException {
        recovery.entries.add(entry("one"));
        Files.writeString(file, content);

        assertThat(registry.entries(repository)).containsExactly(entry("one"));

        assertThat(copies()).singleElement().satisfies(kept -> assertThat(kept).hasContent(content));
        assertThat(recovery.warnings)
                .singleElement()
                .asString()
                .startsWith(file + " was damaged: ")
                .contains("rebuilt with 1 workspace ")
                .endsWith("kept as " + copies().getFirst().getFileName());
    }

    /** Git can bring such a file below {@code .jj}, with entries that name an engine. */
    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void aFileWithoutARepositoryIsNotUsed(String version) throws IOException {
        put(entry("one"));
        put(entry("brought"));
        String brought = Files.readString(file)
                .replace("\"version\" : \"1.1\"", "\"version\" : \"" + version + "\"")
                .replaceAll("(?s),\\s*\"repository\" : \"[0-9a-f]*\"", "");
        assertThat(brought).doesNotContain("repository").contains(version);
        Files.writeString(file, brought);
        recovery.entries.add(entry("one"));

        assertThat(names()).containsExactly("one");

        assertThat(copies()).singleElement().satisfies(kept -> assertThat(kept).hasContent(brought));
        assertThat(recovery.warnings)
                .singleElement()
                .asString()
                .contains("it does not name its repository", "rebuilt with 1 workspace ");
    }

    @Test
    void aFileOfAnotherRepositoryIsNotUsed() throws IOException {
        put(entry("one"));
        put(entry("brought"));
        String brought = Files.readString(file).replace(repository.id(), "fedcba9876543210");
        Files.writeString(file, brought);
        recovery.entries.add(entry("one"));

        assertThat(names()).containsExactly("one");

        assertThat(file.resolveSibling("state-fedcba9876543210.json")).hasContent(brought);
        assertThat(recovery.warnings)
                .containsExactly(file + " was lost; it was rebuilt with 1 workspace from the labels of containers");
    }

    @Test
    void aChangeRebuildsItToo() throws IOException {
        recovery.entries.add(entry("one"));
        Files.writeString(file, "{");

        put(entry("two"));

        assertThat(names()).containsExactly("one", "two");
    }

    @Test
    void validEntriesWinOverLabels() throws IOException {
        put(entry("one").withEnvFiles(List.of("known-to-the-registry-alone")));
        put(entry("two"));
        Files.writeString(file, Files.readString(file).replace("\"aether-01234-two\"", "null"));
        recovery.entries.addAll(List.of(entry("one"), entry("two"), entry("three")));

        assertThat(names()).containsExactly("one", "three", "two");

        assertThat(registry.find(repository, "one").orElseThrow().envFiles())
                .containsExactly("known-to-the-registry-alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"x\"", "null"})
    void entriesOfAFileWithoutAVersionAreKept(String version) throws IOException {
        put(entry("one").withEnvFiles(List.of("known-to-the-registry-alone")));
        Files.writeString(file, Files.readString(file).replace("\"version\" : \"1.1\"", "\"version\" : " + version));
        recovery.entries.add(entry("two"));

        assertThat(names()).containsExactly("one", "two");

        assertThat(registry.find(repository, "one").orElseThrow().envFiles())
                .containsExactly("known-to-the-registry-alone");
        assertThat(recovery.warnings).singleElement().asString().contains("it has no version");
    }

    @Test
    void aRenamedWorkspaceIsKnownByItsNamespace() throws IOException {
        put(entry("one"));
        put(entry("two"));
        Files.writeString(
                file, Files.readString(file).replace("\"one\"", "\"renamed\"").replace("\"aether-01234-two\"", "null"));
        recovery.entries.addAll(List.of(entry("one"), entry("two")));

        assertThat(names()).containsExactly("renamed", "two");
    }

    @Test
    void withoutTheEngineNothingIsChanged() throws IOException {
        recovery.reachable = false;
        Files.writeString(file, "{");

        Problem problem = catchThrowableOfType(Failure.class, this::names).first();

        assertThat(problem).isInstanceOf(StateProblem.Corrupt.class);
        assertThat(problem.hints())
                .first()
                .asString()
                .isEqualTo(
                        "it can be rebuilt from the labels of its containers, but they cannot be read: the engine does not"
                                + " answer");
        assertThat(problem.hints()).contains("start Docker");
        assertThat(file).hasContent("{");
        assertThat(copies()).isEmpty();
    }

    @Test
    void copiesOfDamagedFilesAreNotOverwritten() throws IOException {
        for (String content : List.of("first", "second", "third")) {
            Files.writeString(file, content);
            assertThat(names()).isEmpty();
        }

        assertThat(copies().stream().map(RegistryRestorationTest::content))
                .containsExactlyInAnyOrder("first", "second", "third");
    }

    @Test
    void aLostFileIsRebuilt() throws IOException {
        put(entry("one"));
        Files.delete(file);
        recovery.entries.add(entry("one"));

        assertThat(names()).containsExactly("one");

        assertThat(recovery.warnings)
                .containsExactly(file + " was lost; it was rebuilt with 1 workspace from the labels of containers");
    }

    @Test
    void aLostFileIsAnErrorWhileTheEngineDoesNotAnswer() throws IOException {
        put(entry("one"));
        Files.delete(file);
        recovery.reachable = false;
        assertThat(names()).as("no port is reserved").isEmpty();

        recovery.known = true;
        assertThatThrownBy(this::names).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.first()).isInstanceOf(StateProblem.Corrupt.class);
            assertThat(failure.first().hints().getLast()).endsWith("rm " + file.resolveSibling("state.lock"));
        });
        Files.delete(file.resolveSibling("state.lock"));
        assertThat(names()).isEmpty();
    }

    @Test
    void aLostFileWithoutReservedPortsIsEmpty() {
        assertThat(names()).isEmpty();

        assertThat(recovery.warnings).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void aNewRepositoryDoesNotAskTheEngine() throws IOException {
        Files.delete(repository.stateDirectory().resolve("state.lock"));
        recovery.entries.add(entry("one"));

        assertThat(names()).isEmpty();
    }

    @Test
    void singleEntriesAreRestored() {
        put(entry("one"));
        recovery.entries.addAll(List.of(entry("one"), entry("two")));

        registry.restore(repository);

        assertThat(names()).containsExactly("one", "two");
        assertThat(recovery.warnings)
                .containsExactly(
                        "the registry had lost the workspace two: its entry was rebuilt from the labels of its containers");
    }

    @Test
    void aWorkspaceInUseIsNotRestored() {
        put(entry("zero"));
        recovery.entries.add(entry("one"));

        registry.holding(repository, "one", Duration.ofSeconds(1), _ -> {}, () -> {
            Thread other = Thread.ofPlatform().start(() -> registry.restore(repository));
            try {
                other.join();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return true;
        });

        assertThat(names()).containsExactly("zero");
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> all = Files.list(repository.stateDirectory())) {
            return all.filter(path -> path.getFileName().toString().startsWith("state.json.damaged-"))
                    .toList();
        }
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}

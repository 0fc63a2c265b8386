package dev.aether.ajj.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.StateProblem;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.machine.ProcessContext;
import dev.aether.ajj.spi.report.Check;
import dev.aether.ajj.spi.report.Finding;
import dev.aether.ajj.spi.report.Finding.Status;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading the registry and the ledger changes no file. */
class JsonStateFilesTest {
    @TempDir
    Path directory;

    private Repository repository;
    private JsonStateFiles files;

    @BeforeEach
    void noFiles() throws IOException {
        Path root = Files.createDirectory(directory.resolve("main"));
        repository = new Repository(root, root, "0123456789abcdef");
        files = new JsonStateFiles(
                new LedgerFile(
                        new ProcessContext(
                                Map.of(
                                        "XDG_STATE_HOME",
                                        directory.resolve("state").toString()),
                                directory),
                        Progress.SILENT,
                        Deadline.NONE),
                Progress.SILENT);
    }

    @Test
    void missingFilesAreFineAndAreNotCreated() throws IOException {
        for (Check check : files.checks(Optional.of(repository))) {
            assertThat(check.findings().get()).as(check.name()).allMatch(finding -> finding.status() == Status.OK);
        }
        assertThat(files.entries(repository)).isEmpty();
        assertThat(files.reservations()).isEmpty();
        assertThat(files.hasFormerDirectory(repository)).isFalse();
        assertThat(content()).containsExactly("main");
    }

    @ParameterizedTest
    @CsvSource({
        "{, it is not JSON",
        "[], it does not hold a JSON object",
        "'{\"version\": \"2.0\"}', it was written by a newer ajj",
        "'{\"version\": \"1.1\", \"workspaces\": {}}', it does not name its repository",
        "'{\"version\": \"1.1\", \"repository\": \"0123456789abcdef\", \"workspaces\": {\"x\": {}}}', the entry of",
    })
    void anUnreadableRegistryIsNotChanged(String text, String words) throws IOException {
        Path file = write("main/.jj/aether/state.json", text);
        Files.writeString(file.resolveSibling("state.lock"), "");

        Failure failure = failure("registry");

        assertThat(failure.first()).isInstanceOf(StateProblem.Corrupt.class);
        assertThat(failure.first().message()).contains(words);
        assertThat(failure.first().hints()).isNotEmpty();
        assertThat(file).hasContent(text);
        assertThat(content())
                .containsExactly(
                        "main",
                        "main/.jj",
                        "main/.jj/aether",
                        "main/.jj/aether/state.json",
                        "main/.jj/aether/state.lock");
    }

    @Test
    void aDamagedLedgerIsNotChanged() throws IOException {
        Path file = write("state/aether/ports.json", "{\"version\": \"1.0\", \"ports\": []}");

        assertThat(failure("ledger").first().hints()).first().asString().contains("ajj cleanup");

        assertThat(file).hasContent("{\"version\": \"1.0\", \"ports\": []}");
        assertThat(content()).doesNotContain("state/aether/ports.lock");
    }

    @Test
    void portsOfDeletedRepositories() throws IOException {
        String port = "\"%d\": {\"repository\": \"1\", \"root\": \"%s\", \"workspace\": \"x\", \"service\": \"db\"}";
        write(
                "state/aether/ports.json",
                "{\"version\": \"1.0\", \"ports\": {" + port.formatted(20000, repository.mainRoot()) + ", "
                        + port.formatted(20001, directory.resolve("gone")) + "}}");

        Finding ledger = findings("ledger").getFirst();

        assertThat(ledger.status()).isEqualTo(Status.WARNING);
        assertThat(ledger.message())
                .startsWith("2 ports reserved in ")
                .endsWith("some for repositories that are gone: " + directory.resolve("gone"));
        assertThat(ledger.hints()).containsExactly("list their orphans: ajj cleanup --all");
    }

    @Test
    void readsTheRegistryOfVersionOne() throws IOException {
        Path file = write("main/.aether/state.json", "{}");
        assertThat(files.hasFormerDirectory(repository)).isTrue();
        Files.delete(file);
        assertThat(files.hasFormerDirectory(repository)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, BROKEN", "999999, BROKEN", "1000000, WARNING", "199999999, WARNING", "200000000, OK"})
    void freeSpace(long free, Status status) {
        Finding finding = OwnDirectories.spaceFinding(directory, free);

        assertThat(finding.status()).isEqualTo(status);
        assertThat(finding.hints().isEmpty()).isEqualTo(status == Status.OK);
    }

    private Failure failure(String name) {
        return catchThrowableOfType(Failure.class, () -> findings(name));
    }

    private List<Finding> findings(String name) {
        return files.checks(Optional.of(repository)).stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow()
                .findings()
                .get();
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> content() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !path.equals(directory))
                    .map(path -> directory.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}

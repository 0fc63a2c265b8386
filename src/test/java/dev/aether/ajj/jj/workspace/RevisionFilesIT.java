package dev.aether.ajj.jj.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.jj.JujutsuForTests;
import dev.aether.ajj.jj.JujutsuVcs;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.spi.vcs.Vcs.RevisionFile;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.TemporaryRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsJj
class RevisionFilesIT {
    private static final String FILE = "aether.toml";
    private static final List<String> FILES = List.of("sub/aether.toml", FILE);

    private final TemporaryRepository temporary;
    private final JujutsuVcs vcs;
    private final Repository repository;

    RevisionFilesIT(@TempDir Path directory) {
        temporary = TemporaryRepository.plain(directory);
        vcs = JujutsuForTests.vcs(Progress.SILENT, temporary);
        repository = vcs.locate(temporary.root());
    }

    private void commit(String text, String bookmark) throws IOException {
        Files.writeString(temporary.root().resolve(FILE), text);
        temporary.jj("commit", "-m", bookmark);
        temporary.jj("bookmark", "create", bookmark, "-r", "@-");
    }

    private Optional<String> text(String... revisions) {
        return vcs.readNewWorkspaceFile(repository, List.of(revisions), FILES).flatMap(RevisionFile::text);
    }

    private String operations() {
        return temporary.jj("op", "log", "--no-graph", "-T", "self.id() ++ \"\\n\"");
    }

    @Test
    void readsTheFileOfTheRevisionThatTheWorkspaceStartsWith() throws IOException {
        commit("old\n", "old");
        commit("new \u00e4\n", "new");
        Files.writeString(temporary.root().resolve(FILE), "not committed\n");

        assertThat(text()).contains("new \u00e4\n");
        assertThat(text("old")).contains("old\n");
        assertThat(text("@")).contains("not committed\n");
        assertThat(text("root()")).isEmpty();
        assertThat(text("none()")).isEmpty();
    }

    @Test
    void readsTheFirstFileThatExists() throws IOException {
        commit("root\n", "root");
        Files.createDirectories(temporary.root().resolve("sub"));
        Files.writeString(temporary.root().resolve("sub/aether.toml"), "sub\n");

        assertThat(vcs.readNewWorkspaceFile(repository, List.of("@"), FILES).map(RevisionFile::path))
                .contains("sub/aether.toml");
        assertThat(vcs.readNewWorkspaceFile(repository, List.of("root"), FILES).map(RevisionFile::path))
                .contains(FILE);
    }

    @Test
    void mergesSeveralParentsWithoutAVisibleOperation() throws IOException {
        commit("a = 1\n\n\n\nz = 1\n", "base");
        commit("a = 2\n\n\n\nz = 1\n", "left");
        temporary.jj("new", "base");
        commit("a = 1\n\n\n\nz = 2\n", "right");
        String before = temporary.snapshot() + operations();

        assertThat(text("left", "right")).contains("a = 2\n\n\n\nz = 2\n");

        assertThat(temporary.snapshot() + operations()).isEqualTo(before);
        NewWorkspace merged = new NewWorkspace(
                "merged", temporary.beside("merged"), List.of("left", "right"), Optional.empty(), List.of());
        vcs.addWorkspace(repository, merged);
        assertThat(merged.destination().resolve(FILE)).hasContent("a = 2\n\n\n\nz = 2\n");
        assertThat(vcs.readNewWorkspaceFile(vcs.locate(merged.destination()), List.of(), FILES)
                        .flatMap(RevisionFile::text))
                .as("a workspace with two parents")
                .contains("a = 2\n\n\n\nz = 2\n");
    }

    @Test
    void aLinkExistsButHasNoText() throws IOException {
        Files.createSymbolicLink(temporary.root().resolve(FILE), Path.of("/etc/passwd"));
        temporary.jj("commit", "-m", "link");

        assertThat(vcs.readNewWorkspaceFile(repository, List.of(), FILES)).hasValueSatisfying(file -> {
            assertThat(file.path()).isEqualTo(FILE);
            assertThat(file.text()).isEmpty();
        });
    }

    @Test
    void refusesABinaryFile() throws IOException {
        Files.write(temporary.root().resolve(FILE), new byte[] {'a', (byte) 0xff});
        temporary.jj("commit", "-m", "bytes");

        assertThat(catchThrowableOfType(Failure.class, this::text).first()).isInstanceOf(ConfigProblem.Invalid.class);
    }

    @Test
    void reportsAnUnknownRevision() {
        JjProblem.Failed failed = (JjProblem.Failed)
                catchThrowableOfType(Failure.class, () -> text("nope")).first();

        assertThat(failed.message()).contains("nope");
        assertThat(failed.hints()).contains("list the revisions: jj log -r 'all()'");
    }

    @Test
    void aForgottenWorkspaceHasNoParents() {
        temporary.jj("workspace", "forget", "default");

        assertThat(text()).isEmpty();
    }
}

package dev.aether.ajj.jj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.TemporaryRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in a workspace whose working copy is stale after other jj commands. */
@NeedsJj
@ParameterizedClass
@ValueSource(booleans = {true, false})
class StaleWorkingCopyIT {
    private final TemporaryRepository temporary;
    private final JujutsuVcs vcs;
    private final Repository repository;
    private final List<String> warnings = new ArrayList<>();

    StaleWorkingCopyIT(boolean colocated, @TempDir Path directory) {
        temporary = colocated ? TemporaryRepository.colocated(directory) : TemporaryRepository.plain(directory);
        Progress progress = new Progress() {
            @Override
            public void update(String subject, Stage stage, String detail) {}

            @Override
            public void waiting(String subject, Wait wait) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }

            @Override
            public void trace(String call, long millis) {}
        };
        vcs = JujutsuForTests.vcs(progress, temporary);
        repository = vcs.locate(temporary.root());
    }

    /** Causes of a stale working copy. */
    enum Cause {
        /** Another workspace has rewritten the working copy's revision. */
        STALE {
            @Override
            void create(TemporaryRepository temporary) throws IOException {
                temporary.jj("workspace", "add", temporary.beside("other").toString());
                Files.writeString(temporary.root().resolve("seen.txt"), "seen");
                temporary.jj("status");
                Files.writeString(temporary.beside("other").resolve("other.txt"), "other");
                temporary.jjIn(temporary.beside("other"), "squash", "--into", "default@");
            }
        },
        /** Two jj processes at once: the working copy is at an operation that is not in the log. */
        SIBLING {
            @Override
            void create(TemporaryRepository temporary) throws IOException {
                Path heads = temporary.root().resolve(".jj/repo/op_heads/heads");
                List<Path> before = files(heads);
                Files.writeString(temporary.root().resolve("seen.txt"), "seen");
                temporary.jj("status");
                for (Path head : files(heads)) {
                    Files.delete(head);
                }
                for (Path head : before) {
                    Files.createFile(head);
                }
                temporary.jj("--ignore-working-copy", "bookmark", "create", "other", "-r", "@-");
            }
        };

        abstract void create(TemporaryRepository temporary) throws IOException;

        private static List<Path> files(Path directory) throws IOException {
            try (Stream<Path> files = Files.list(directory)) {
                return files.toList();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void addingAWorkspaceUpdatesItFirstAndKeepsTheEdits(Cause cause) throws IOException {
        cause.create(temporary);
        Files.writeString(temporary.root().resolve("unseen.txt"), "precious");
        Path destination = temporary.beside("new");

        vcs.addWorkspace(repository, new NewWorkspace("new", destination, List.of(), Optional.empty(), List.of()));

        assertThat(destination.resolve("file.txt")).exists();
        assertThat(temporary.jj("status")).doesNotContain("stale");
        assertThat(temporary.jj("file", "show", "-r", "latest(files(root:'unseen.txt'))", "root:unseen.txt"))
                .isEqualTo("precious");
        assertThat(warnings).singleElement().asString().contains("update-stale").contains("jj op log");
    }

    @ParameterizedTest
    @EnumSource
    void forgettingItKeepsTheEdits(Cause cause) throws IOException {
        cause.create(temporary);
        Files.writeString(temporary.root().resolve("unseen.txt"), "precious");

        vcs.forgetWorkspaces(repository, List.of("default"));

        assertThat(temporary.jj("file", "show", "-r", "latest(files(root:'unseen.txt'))", "root:unseen.txt"))
                .isEqualTo("precious");
    }

    @Test
    void theStatusFailsWithJjsHint() throws IOException {
        Cause.STALE.create(temporary);

        Failure failure = catchThrowableOfType(Failure.class, () -> vcs.status(temporary.root(), List.of(), false));

        assertThat(failure.first().hints().getFirst()).contains("jj workspace update-stale");
        assertThat(vcs.workspaces(repository)).hasSize(2);
    }

    @Test
    void trackedFilesAreThoseOfTheUpdatedWorkingCopy() throws IOException {
        Cause.STALE.create(temporary);

        assertThat(vcs.tracked(temporary.root(), List.of("seen.txt", ".env"))).containsExactly("seen.txt");
    }
}

package dev.aether.ajj.jj.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.JjProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.jj.JujutsuForTests;
import dev.aether.ajj.jj.JujutsuVcs;
import dev.aether.ajj.jj.snapshot.Checkout;
import dev.aether.ajj.model.text.JjWord;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Repository;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.testing.NeedsJj;
import dev.aether.ajj.testing.TemporaryRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsJj
@ParameterizedClass
@ValueSource(booleans = {true, false})
class WorkspaceAdditionIT {
    private static final String NAME = "odd \"name\" ä";

    private final TemporaryRepository temporary;
    private final JujutsuVcs vcs;
    private final Repository repository;
    private final Path destination;
    private String before = "";

    WorkspaceAdditionIT(boolean colocated, @TempDir Path directory) {
        temporary = colocated ? TemporaryRepository.colocated(directory) : TemporaryRepository.plain(directory);
        vcs = JujutsuForTests.vcs(Progress.SILENT, temporary);
        repository = vcs.locate(temporary.root());
        destination = temporary.beside("new place");
    }

    @BeforeEach
    void takePicture() {
        before = temporary.snapshot();
    }

    private NewWorkspace wanted(String message, String... revisions) {
        Optional<String> description = message.isEmpty() ? Optional.empty() : Optional.of(message);
        return new NewWorkspace(NAME, destination, List.of(revisions), description, List.of());
    }

    private Problem failureOf(NewWorkspace workspace) {
        return catchThrowableOfType(Failure.class, () -> vcs.addWorkspace(repository, workspace))
                .first();
    }

    @Test
    void addsAWorkspaceWithAllItsOptions() {
        vcs.addWorkspace(
                repository,
                new NewWorkspace(
                        NAME,
                        destination,
                        List.of("@-", "description(first)"),
                        Optional.of("two\nlines"),
                        List.of("--sparse-patterns=empty")));

        assertThat(destination.resolve("file.txt")).doesNotExist();
        assertThat(temporary.jjIn(destination, "log", "--no-graph", "-r", "@", "-T", "self.description()"))
                .isEqualTo("two\nlines\n");
    }

    @Test
    void anUnknownRevisionLeavesNothing() {
        Problem problem = failureOf(wanted("", "nonexistent"));

        assertThat(problem).isInstanceOf(JjProblem.Failed.class);
        assertThat(problem.message()).contains("Revision `nonexistent` doesn't exist");
        assertThat(problem.hints()).containsExactly("list the revisions: jj log -r 'all()'");
        assertThat(destination).doesNotExist();
        assertThat(temporary.snapshot()).isEqualTo(before);
    }

    @Test
    void anUnknownRevisionLeavesAnEmptyDirectoryAsItWas() throws IOException {
        Files.createDirectory(destination);

        assertThat(failureOf(wanted("text", "nonexistent"))).isInstanceOf(JjProblem.Failed.class);

        assertThat(destination).isEmptyDirectory();
        assertThat(temporary.snapshot()).isEqualTo(before);
    }

    @Test
    void refusesANameThatIsTaken() {
        vcs.addWorkspace(repository, wanted(""));
        Path other = temporary.beside("other");

        assertThatThrownBy(() -> vcs.addWorkspace(
                        repository, new NewWorkspace(NAME, other, List.of(), Optional.empty(), List.of())))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.first()).isInstanceOf(WorkspaceProblem.Exists.class));
        assertThat(other).doesNotExist();
        assertThat(temporary.jj("workspace", "list")).contains("new place");
    }

    @Test
    void refusesADestinationThatIsNotEmpty() throws IOException {
        Files.createDirectory(destination);
        Path precious = Files.writeString(destination.resolve("precious"), "data");

        assertThat(failureOf(wanted(""))).isInstanceOf(WorkspaceProblem.DestinationTaken.class);

        assertThat(precious).hasContent("data");
        assertThat(temporary.snapshot()).isEqualTo(before);
    }

    @Test
    void rollbackRestoresTheRepository() {
        vcs.addWorkspace(repository, wanted(""));

        assertThat(vcs.rollBackAddWorkspace(repository, wanted(""))).isTrue();

        assertThat(temporary.snapshot()).isEqualTo(before);
    }

    @Test
    void rollbackAbandonsADescribedRevision() {
        vcs.addWorkspace(repository, wanted("two\nlines \"x\""));

        assertThat(vcs.rollBackAddWorkspace(repository, wanted("two\nlines \"x\"")))
                .isTrue();

        assertThat(temporary.snapshot()).isEqualTo(before);
    }

    @Test
    void rollbackKeepsFilesOfOtherProcesses() throws IOException {
        vcs.addWorkspace(repository, wanted("text"));
        Files.writeString(destination.resolve("new.txt"), "work");

        assertThat(vcs.rollBackAddWorkspace(repository, wanted("text"))).isTrue();

        assertThat(temporary.jj("workspace", "list")).doesNotContain("odd");
        assertThat(temporary.jj("log", "-r", "files(root:\"new.txt\")", "--no-graph", "-T", "self.description()"))
                .isEqualTo("text\n");
    }

    @Test
    void rollbackKeepsAReferencedRevision() {
        vcs.addWorkspace(repository, wanted("text"));
        temporary.jj("bookmark", "create", "mine", "-r", JjWord.workingCopyOf(NAME));

        assertThat(vcs.rollBackAddWorkspace(repository, wanted("text"))).isTrue();

        assertThat(temporary.jj("log", "-r", "mine", "--no-graph", "-T", "self.description()"))
                .isEqualTo("text\n");
    }

    @Test
    void rollbackKeepsADirectoryWithUnrecordedFiles() throws IOException {
        vcs.addWorkspace(repository, wanted(""));
        Files.writeString(destination.resolve(".gitignore"), "node_modules\n");
        Files.createDirectory(destination.resolve("node_modules"));
        Files.writeString(destination.resolve("node_modules/module.js"), "");

        assertThat(vcs.unrecorded(destination)).containsExactly("node_modules/");
        assertThat(vcs.rollBackAddWorkspace(repository, wanted(""))).isFalse();

        assertThat(destination.resolve("node_modules/module.js")).exists();
    }

    @Test
    void rollbackIgnoresEmptyDirectories() throws IOException {
        vcs.addWorkspace(repository, wanted(""));
        Files.createDirectories(destination.resolve("empty/in it"));

        assertThat(vcs.unrecorded(destination)).isEmpty();
        assertThat(vcs.rollBackAddWorkspace(repository, wanted(""))).isTrue();
    }

    @Test
    void rollbackTwiceIsNoError() throws IOException {
        vcs.addWorkspace(repository, wanted(""));
        vcs.rollBackAddWorkspace(repository, wanted(""));

        assertThat(vcs.rollBackAddWorkspace(repository, wanted(""))).isFalse();
        new Checkout(destination, List.of("file.txt")).removeRecorded();
        assertThat(vcs.rollBackAddWorkspace(repository, wanted(""))).isTrue();
    }

    @Test
    void rollbackKeepsAWorkspaceOfTheSameNameElsewhere() {
        vcs.addWorkspace(repository, wanted(""));
        var elsewhere = new NewWorkspace(NAME, temporary.beside("elsewhere"), List.of(), Optional.empty(), List.of());

        assertThat(vcs.rollBackAddWorkspace(repository, elsewhere)).isTrue();

        assertThat(temporary.jj("workspace", "list")).contains("new place");
    }

    @Test
    void rollbackWorksWithoutTheDirectoryOrInAStaleWorkspace() throws IOException {
        vcs.addWorkspace(repository, wanted("text"));
        new Checkout(destination, List.of("file.txt")).removeRecorded();

        assertThat(vcs.rollBackAddWorkspace(repository, wanted("text"))).isFalse();

        Files.deleteIfExists(destination);
        assertThat(temporary.snapshot()).isEqualTo(before);
    }

    /** Interrupts jj at several moments. If jj finishes first, the workspace is rolled back. */
    @ParameterizedTest
    @ValueSource(strings = {"", ".jj/working_copy", "d", "d/f900"})
    void anInterruptedCheckoutLeavesNothing(String moment) throws IOException, InterruptedException {
        Path many = Files.createDirectory(temporary.root().resolve("d"));
        for (int number = 0; number < 3000; number++) {
            Files.writeString(many.resolve("f" + number), "content " + number);
        }
        temporary.jj("commit", "-m", "many");
        takePicture();
        AtomicReference<@Nullable Throwable> seen = new AtomicReference<>();
        Thread adding = Thread.ofPlatform()
                .start(() -> seen.set(catchThrowable(() -> vcs.addWorkspace(repository, wanted("text")))));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Files.exists(destination.resolve(moment)));

        adding.interrupt();
        adding.join();

        if (seen.get() instanceof Failure failure) {
            assertThat(failure.problems()).singleElement().isInstanceOf(Problem.Interrupted.class);
            assertThat(destination).doesNotExist();
        } else {
            assertThat(vcs.rollBackAddWorkspace(repository, wanted("text"))).isTrue();
        }
        assertThat(temporary.snapshot()).isEqualTo(before);
        assertThat(temporary.root().resolve(".git/worktrees"))
                .satisfiesAnyOf(
                        worktrees -> assertThat(worktrees).doesNotExist(),
                        worktrees -> assertThat(worktrees).isEmptyDirectory());
    }

    /** The state after jj is killed before it records the workspace. Git locks a worktree while it creates it. */
    @Test
    void removesTheLeftoversOfAKilledJj() throws IOException {
        vcs.addWorkspace(repository, wanted(""));
        temporary.jj("workspace", "forget", NAME);
        Files.delete(destination.resolve("file.txt"));
        for (Path record : worktrees()) {
            Files.writeString(record.resolve("locked"), "initializing");
        }

        assertThat(vcs.rollBackAddWorkspace(repository, wanted(""))).isTrue();

        assertThat(worktrees()).isEmpty();
        assertThat(destination).isEmptyDirectory();
        vcs.addWorkspace(repository, wanted(""));
        assertThat(destination.resolve("file.txt")).exists();
    }

    @Test
    void aRecordOfADeletedWorktreeDoesNotBlockAnAdd() throws IOException {
        vcs.addWorkspace(repository, wanted(""));
        temporary.jj("workspace", "forget", NAME);
        vcs.rollBackAddWorkspace(repository, wanted(""));
        new dev.aether.ajj.system.directory.LocalDirectories().delete(destination, false);
        for (Path record : worktrees()) {
            Files.writeString(record.resolve("locked"), "initializing");
        }

        vcs.addWorkspace(repository, wanted(""));

        assertThat(destination.resolve("file.txt")).exists();
    }

    @Test
    void rollbackKeepsFilesAndRepositoriesOfOthers() throws IOException {
        Files.createDirectories(destination.resolve(".jj"));
        Files.writeString(destination.resolve("mine.txt"), "mine");
        assertThat(vcs.rollBackAddWorkspace(repository, wanted(""))).isFalse();
        Files.delete(destination.resolve("mine.txt"));
        Files.writeString(
                destination.resolve(".jj/repo"), temporary.beside("elsewhere").toString());
        assertThat(vcs.rollBackAddWorkspace(repository, wanted(""))).isFalse();
        assertThat(destination.resolve(".jj/repo")).exists();
    }

    /** Git's records of worktrees; empty without a colocated Git repository. */
    private List<Path> worktrees() throws IOException {
        Path records = temporary.root().resolve(".git/worktrees");
        if (!Files.isDirectory(records)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(records)) {
            return all.toList();
        }
    }

    @Test
    void concurrentAddsLeaveTheCallingWorkspaceUsable() throws InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 6; number++) {
                String name = "w" + number;
                running.add(threads.submit(() -> vcs.addWorkspace(
                        repository,
                        new NewWorkspace(name, temporary.beside(name), List.of(), Optional.empty(), List.of()))));
            }
        }
        for (Future<?> one : running) {
            one.get();
        }

        assertThat(temporary.jj("status")).contains("The working copy has no changes");
        assertThat(vcs.workspaces(repository)).hasSize(7);
    }
}

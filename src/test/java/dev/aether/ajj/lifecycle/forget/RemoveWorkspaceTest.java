package dev.aether.ajj.lifecycle.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.add.AddRequest;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.environment.Namespaces;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.directory.Directories.Obstacle;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoveWorkspaceTest {
    private static final Path ONE = Path.of("/repo/one");

    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final Backends backends = new Backends(List.of(world), world);

    @BeforeEach
    void addOne() {
        AddRequest request = new AddRequest(
                Path.of("/repo/main"),
                Optional.empty(),
                Path.of("/repo/one"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Deadline.NONE,
                false);
        UseCases.add(world, backends).add(request, Progress.SILENT);
    }

    @Test
    void leavesNothing() {
        ForgetResult removed = remove("one").getFirst();

        assertThat(removed.removed()).isTrue();
        assertThat(removed.problems()).isEmpty();
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void aRelativePathBeginsInTheCurrentDirectory() {
        assertThat(remove(Path.of("/repo/main/src"), "../../one").getFirst().removed())
                .isTrue();
    }

    @Test
    void aPlainJjWorkspaceIsRemoved() {
        world.addWorkspace(
                world.repository,
                new NewWorkspace("plain", Path.of("/repo/plain"), List.of(), Optional.empty(), List.of()));

        assertThat(remove("one", "plain")).allMatch(ForgetResult::removed);

        assertThat(world.contents()).isEmpty();
    }

    @Test
    void theMainAndTheCurrentWorkspaceStay() {
        List<String> before = world.contents();

        assertThat(refusal(Path.of("/repo/main"), "one", "default")).contains("holds the repository itself");
        assertThat(refusal(Path.of("/repo/one/src"), "one")).contains("you are in the workspace");

        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aDirectoryWithAnotherRepositoryStays() {
        world.obstacle = Optional.of(
                new Obstacle(Path.of("/repo/one/other"), "the repository in /repo/one/other", "move it away"));
        List<String> before = world.contents();

        assertThat(refusal(Path.of("/repo/main"), "one"))
                .contains("the directory of \"one\" holds the repository in /repo/one/other");

        assertThat(world.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib/bare.git/objects/pack/pack-1.pack", "lib/bare.git/objects/", "lib/bare.git/", "lib/"})
    void aPartlyRecordedBareRepositoryStays(String unrecorded) {
        addBareRepository();
        world.unrecordedFiles.add(unrecorded);
        List<String> before = world.contents();

        assertThat(refusal(Path.of("/repo/main"), "one")).contains("holds the repository in lib/bare.git");

        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aRecordedBareRepositoryIsRemoved() {
        addBareRepository();
        world.unrecordedFiles.addAll(List.of("lib/bare.git.log", "build/"));

        assertThat(remove("one")).allMatch(ForgetResult::removed);
    }

    @Test
    void aBareRepositoryWithNewUnrecordedFilesStays() {
        addBareRepository();
        world.engine.whileRemoving = () -> world.unrecordedFiles.add("lib/bare.git/objects/pack/pack-1.pack");

        ForgetResult kept = remove("one").getFirst();

        assertThat(kept.removed()).isFalse();
        assertThat(kept.problems().getFirst().message()).contains("the repository in lib/bare.git");
    }

    /** A directory that jj has recorded in part. */
    private void addBareRepository() {
        world.bareRepository = Optional.of(Path.of("lib/bare.git"));
        world.trackedFiles.add("lib/bare.git/HEAD");
    }

    @Test
    void aWorkspaceWithSubmodulesStays() {
        world.submodules.put(Path.of("/repo/one"), Path.of("/repo/main/.git/worktrees/one/modules"));
        List<String> before = world.contents();

        assertThat(refusal(Path.of("/repo/main"), "one"))
                .contains("Git keeps submodules in /repo/main/.git/worktrees/one/modules");

        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aDirectoryThatIsNowAnotherWorkspaceStays() {
        world.addPlainWorkspace("two");
        world.movedWorkspaces.put(Path.of("/repo/one"), "two");
        List<String> before = world.contents();

        assertThat(refusal(Path.of("/repo/main"), "one")).contains("the workspace \"two\" is in /repo/one now");

        assertThat(world.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshot",
                "registry REMOVING",
                "withdraw .env",
                "remove stack",
                "jj workspace forget",
                "delete directory",
                "registry none"
            })
    void aSecondRunFinishesAfterAnyFailure(String operation) {
        world.faults.failAt(operation);
        try {
            assertThat(remove("one").getFirst().problems()).isNotEmpty();
        } catch (Failure refused) {
            assertThat(operation).isEqualTo("snapshot");
        }
        if (!world.contents().isEmpty()) {
            assertThat(remove("one").getFirst().problems()).isEmpty();
        }
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void asksBeforeLosingData() {
        world.unrecordedFiles.addAll(List.of(".env", "a", "b", "c", "d"));
        world.userAnswer = Optional.of(false);
        List<String> before = world.contents();

        Failure declined = catchThrowableOfType(Failure.class, () -> remove("one"));

        assertThat(ErrorCode.of(declined.first())).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(declined.first().hints()).containsExactly("to skip the question: --yes");
        assertThat(world.losses).containsExactly("one: files that jj has not recorded: a, b, c and 1 more");
        assertThat(world.contents()).isEqualTo(before);

        world.userAnswer = Optional.of(true);
        remove("one");
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void asksAgainAboutNewLosses() {
        world.unrecordedFiles.add("a");
        world.userAnswer = Optional.of(true);
        world.whileAsked = () -> world.unrecordedFiles.add("b");

        List<ForgetResult> removed = remove("one");

        assertThat(world.losses)
                .containsExactly("one: files that jj has not recorded: a", "one: files that jj has not recorded: a, b");
        assertThat(removed.getFirst().lost().files()).containsExactly("a", "b");
    }

    @Test
    void refusesANameThatChangesDuringTheQuestion() {
        world.unrecordedFiles.add("a");
        world.userAnswer = Optional.of(true);
        world.whileAsked = () -> world.replaced.add(ONE);
        List<String> before = world.contents();

        Failure failure = catchThrowableOfType(Failure.class, () -> remove("one"));

        assertThat(failure.first().message()).isEqualTo("the name \"one\" now belongs to another workspace");
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void keepsServicesOfTheFormerOwnerOfTheName() {
        List<String> before = world.engine.contents();
        world.renameInJj("one", "renamed");
        Path other = Path.of("/repo/other");
        world.addWorkspace(world.repository, new NewWorkspace("one", other, List.of(), Optional.empty(), List.of()));

        assertThat(remove("one").getFirst().problems()).isEmpty();

        assertThat(world.engine.contents()).isEqualTo(before);
        assertThat(world.contents()).contains("entry renamed", "jj renamed").doesNotContain("entry one", "jj one");
    }

    @Test
    void refusesAVolumeCreatedAfterTheQuestion() {
        world.userAnswer = Optional.of(true);
        Stack stack = new Stack(
                new WorkspaceId(world.repository.id(), "one", world.repository.mainRoot()), ONE, "aether-a4f3b-one");
        world.faults.runBefore(
                "lock one", () -> world.engine.createResource(Backend.Kind.VOLUME, "aether-a4f3b-one-data", stack));

        Failure failure = catchThrowableOfType(Failure.class, () -> remove("one"));

        assertThat(failure.first().message())
                .contains("the volume aether-a4f3b-one-data", "was created after the question");
        assertThat(world.contents()).contains("jj one", "directory /repo/one");
        assertThat(world.engine.contents()).contains("container aether-a4f3b-one-db");
    }

    /** A service may write files when it stops. */
    @Test
    void reportsFilesWrittenWhileServicesStop() {
        world.engine.whileRemoving = () -> world.unrecordedFiles.add("dump");

        assertThat(remove("one").getFirst().lost().files()).containsExactly("dump");
    }

    @Test
    void keepsADirectoryWithUnconfirmedFiles() {
        world.unrecordedFiles.add("a");
        world.userAnswer = Optional.of(true);
        world.engine.whileRemoving = () -> world.unrecordedFiles.add("dump");

        ForgetResult kept = remove("one").getFirst();

        assertThat(kept.problems().getFirst().message()).contains("that were not in the question: dump");
        assertThat(world.contents()).contains("directory /repo/one");
    }

    @Test
    void anInjectedFileWithLinesOfTheUserIsLost() {
        world.unrecordedFiles.add(".env");
        world.editedFiles.add(".env");

        assertThat(remove("one").getFirst().lost().files()).containsExactly(".env");
    }

    @Test
    void reportsLossesWithoutATerminal() {
        world.unrecordedFiles.addAll(List.of(".env", "big.bin", "node_modules/"));

        assertThat(remove("one").getFirst().lost().files()).containsExactly("big.bin", "node_modules/");
    }

    @Test
    void nothingIsLostWhenTheDirectoryStays() {
        world.unrecordedFiles.add("big.bin");
        world.faults.failAt("delete directory");

        assertThat(remove("one").getFirst().lost().files()).isEmpty();
    }

    @Test
    void doesNotAskWhenNothingIsLost() {
        world.userAnswer = Optional.of(false);
        remove("one");
        assertThat(world.losses).isEmpty();
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void theMarkShowsTheProgressOfTheRemoval() {
        world.faults.failAt("delete directory");
        remove("one");
        assertThat(world.marked(ONE)).isEqualTo(Mark.RECORDED);
    }

    @Test
    void theDirectoryIsMarkedAsRecordedOnlyAfterTheSnapshot() {
        List<Mark> marks = new ArrayList<>();
        world.faults.runBefore("snapshot", () -> {
            marks.add(world.marked(ONE));
            world.faults.runBefore("snapshot", () -> marks.add(world.marked(ONE)));
        });
        remove("one");
        assertThat(marks).containsExactly(Mark.NONE, Mark.ENDING);
    }

    @Test
    void keepsADirectoryWithFilesWrittenDuringTheForget() {
        world.unrecordedFiles.add("node_modules/");
        world.faults.runBefore(
                "jj workspace forget", () -> world.changedFiles.addAll(List.of("code", "node_modules/x")));

        ForgetResult kept = remove("one").getFirst();

        assertThat(kept.problems().getFirst().message()).endsWith("written during the removal: code");
        assertThat(kept.problems().getFirst().hints()).first().asString().endsWith("ajj workspace remove --yes one");
        assertThat(world.contents())
                .contains("directory /repo/one", "entry one")
                .doesNotContain("jj one");
        world.userAnswer = Optional.of(true);
        assertThat(remove("one").getFirst().problems()).isEmpty();
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void unconfirmedFilesAreNotMarkedAsRecorded() {
        world.unrecordedFiles.add("a");
        world.userAnswer = Optional.of(true);
        world.engine.whileRemoving = () -> world.unrecordedFiles.add("dump");
        remove("one");
        assertThat(world.marked(ONE)).isEqualTo(Mark.ENDING);
    }

    @Test
    void reportsChangesSinceAnInterruptedRemoval() {
        world.faults.failAt("delete directory");
        remove("one");
        world.changedFiles.addAll(List.of(".env", "notes.txt"));

        assertThat(catchThrowableOfType(Failure.class, () -> remove("one"))
                        .first()
                        .message())
                .endsWith(": notes.txt");
        world.userAnswer = Optional.of(true);
        assertThat(remove("one").getFirst().lost().files()).containsExactly("notes.txt");
        assertThat(world.contents()).isEmpty();
    }

    /** jj no longer records the directory, so all its files are lost. */
    @Test
    void reportsTheFilesOfAForgottenWorkspace() {
        world.forgetWorkspaces(world.repository, List.of("one"));

        assertThat(preview("one").lost().files()).containsExactly("src/");
        world.userAnswer = Optional.of(false);
        List<String> before = world.contents();
        Failure declined = catchThrowableOfType(Failure.class, () -> remove("one"));
        assertThat(ErrorCode.of(declined.first())).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(world.losses).containsExactly("one: files that jj has not recorded: src/");
        assertThat(world.contents()).isEqualTo(before);

        world.userAnswer = Optional.empty();
        Failure refused = catchThrowableOfType(Failure.class, () -> remove("one"));
        assertThat(ErrorCode.of(refused.first())).isEqualTo(ErrorCode.USAGE);
        assertThat(refused.first().hints())
                .containsExactly("save what you need, then remove it: ajj workspace remove --yes one");
        assertThat(world.contents()).isEqualTo(before);

        world.userAnswer = Optional.of(true);
        assertThat(remove("one").getFirst().lost().files()).containsExactly("src/");
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void keepsADirectoryThatJjCannotRecord() {
        world.engine.whileRemoving = () -> world.faults.failAt("snapshot");

        ForgetResult kept = remove("one").getFirst();

        assertThat(kept.removed()).isFalse();
        assertThat(kept.problems()).hasSize(1);
        assertThat(kept.problems().getFirst().message()).contains("made to fail");
        assertThat(world.contents()).contains("directory /repo/one", "jj one", "entry one");
        assertThat(world.marked(ONE)).isEqualTo(Mark.ENDING);

        world.engine.whileRemoving = () -> {};
        world.unrecordedFiles.add("dump");
        assertThat(remove("one").getFirst().lost().files()).containsExactly("dump");
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void resourcesWithoutAnEntryAreRemovedAsPreviewed() {
        world.change(world.repository, "one", _ -> Optional.empty());
        world.releaseOthers(world.repository.workspace("one"), Set.of());
        String namespace = Namespaces.free(world.repository, "one", List.of(), Set.of());
        Stack stack =
                new Stack(new WorkspaceId(world.repository.id(), "one", world.repository.mainRoot()), ONE, namespace);
        world.engine.createResource(Backend.Kind.VOLUME, namespace + "-data", stack);
        assertThat(preview("one").lost().volumes()).containsExactly(namespace + "-data");

        assertThat(remove("one").getFirst().problems()).isEmpty();

        assertThat(world.engine.contents()).isEmpty();
    }

    private String refusal(Path standing, String... names) {
        Failure failure = catchThrowableOfType(Failure.class, () -> remove(standing, names));
        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.USAGE);
        return failure.first().message();
    }

    @Test
    void aDirectoryWithAnotherWorkspaceStays() {
        world.addWorkspace(
                world.repository,
                new NewWorkspace("one/inside", Path.of("/repo/one/inside"), List.of(), Optional.empty(), List.of()));
        Failure refused = catchThrowableOfType(Failure.class, () -> remove("one"));
        assertThat(refused.first().message()).contains("holds the workspace \"one/inside\"");
        assertThat(refused.first()).isInstanceOf(Problem.Usage.class);
        assertThat(world.contents()).contains("jj one", "directory /repo/one");
    }

    private List<ForgetResult> remove(String... names) {
        return remove(Path.of("/repo/main"), names);
    }

    private ForgetPreview preview(String name) {
        return UseCases.forget(world, backends)
                .preview(request(Path.of("/repo/main"), name), Progress.SILENT)
                .getFirst();
    }

    private List<ForgetResult> remove(Path standing, String... names) {
        return UseCases.forget(world, backends).forget(request(standing, names), Progress.SILENT);
    }

    private static ForgetRequest request(Path standing, String... names) {
        return new ForgetRequest(
                Path.of("/repo/main"), standing, Optional.empty(), List.of(names), true, false, false, Deadline.NONE);
    }
}

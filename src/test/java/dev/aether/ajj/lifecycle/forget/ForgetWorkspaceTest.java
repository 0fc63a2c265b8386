package dev.aether.ajj.lifecycle.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.add.AddRequest;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.up.UpRequest;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.vcs.Vcs.NewWorkspace;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForgetWorkspaceTest {
    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final Backends backends = new Backends(List.of(world), world);

    @BeforeEach
    void addTwo() {
        add("one");
        add("two");
    }

    @Test
    void keepsOnlyTheDirectory() {
        List<ForgetResult> forgotten = forget("one", "two");
        assertThat(forgotten).extracting(ForgetResult::containers).containsExactly(1, 1);
        assertThat(world.contents()).containsExactly("directory /repo/one", "directory /repo/two");
    }

    /** The workspace with the namespace was renamed, and its entry is lost. */
    @Test
    void keepsResourcesLabelledWithAnotherDirectory() {
        world.change(world.repository, "one", _ -> Optional.empty());
        world.renameInJj("one", "uno");
        world.addWorkspace(
                world.repository,
                new NewWorkspace("one", Path.of("/repo/new"), List.of(), Optional.empty(), List.of()));

        assertThat(forget("one").getFirst().problems()).isEmpty();
        assertThat(world.contents())
                .contains("container aether-a4f3b-one-db", "network aether-a4f3b-one", "jj uno")
                .doesNotContain("jj one");
    }

    @Test
    void findsAWorkspaceByItsPath() {
        forget("../one");
        assertThat(world.contents()).doesNotContain("entry one", "jj one").contains("entry two", "jj two");
    }

    @Test
    void jjIgnoresInjectedFilesAsLongAsAWorkspaceNeedsThem() {
        forget("one");
        assertThat(world.ignoredFiles).containsExactly(".env");
        forget("two");
        assertThat(world.ignoredFiles).isEmpty();
    }

    @Test
    void anExistingFileStaysIgnored() {
        world.prepare(Path.of("/repo/main"), ".env");
        forget("one", "two");
        assertThat(world.ignoredFiles).containsExactly(".env");
    }

    @Test
    void filesOfAForgottenWorkspaceAreIgnoredForGood() {
        world.prepare(Path.of("/repo/one"), ".env");
        world.editedFiles.add(".env");
        forget("one");
        forget("two");
        assertThat(world.ignoredFiles).isEmpty();
        assertThat(world.permanentlyIgnoredFiles)
                .as("jj undo brings the workspace back")
                .containsExactly(".env");
    }

    @Test
    void anInterruptionThatLeavesNothingUndoneIsNoFailure() {
        world.faults.runBefore("remove stack", Thread.currentThread()::interrupt);

        assertThat(forget("one").getFirst().problems()).isEmpty();
        assertThat(world.contents()).contains("directory /repo/one").doesNotContain("entry one", "jj one");
    }

    @Test
    void anUnknownNameChangesNothing() {
        List<String> before = world.contents();
        Failure failure = catchThrowableOfType(Failure.class, () -> forget("one", "twoo"));
        assertThat(failure.first().message()).isEqualTo("there is no workspace \"twoo\"");
        assertThat(failure.first().hints()).contains("did you mean \"two\"?");
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void leftoversAreReportedAndCanBeForgottenAgain() {
        world.engine.stuck.add("aether-a4f3b-one-db");
        List<ForgetResult> forgotten = forget("one", "two");

        assertThat(forgotten.getFirst().problems())
                .extracting(ErrorCode::of)
                .containsExactly(ErrorCode.BACKEND_DEPROVISION_FAILED);
        assertThat(forgotten.getLast().problems()).isEmpty();
        assertThat(world.contents())
                .contains("entry one", "container aether-a4f3b-one-db")
                .doesNotContain("jj one");

        world.engine.stuck.clear();
        assertThat(forget("one").getFirst().problems()).isEmpty();
        assertThat(world.contents()).containsExactly("directory /repo/one", "directory /repo/two");
    }

    @Test
    void canBeRepeatedAfterJjHasForgotten() {
        Path here = Path.of("/repo/one");
        world.engine.stuck.add("aether-a4f3b-one-db");
        assertThat(forgetIn(here).getFirst().problems()).isNotEmpty();
        assertThat(world.contents()).contains("entry one").doesNotContain("jj one");

        world.engine.stuck.clear();
        assertThat(forgetIn(here).getFirst().problems()).isEmpty();
        assertThat(world.contents()).doesNotContain("entry one").contains("entry two", "directory /repo/one");

        Failure nothingLeft = catchThrowableOfType(Failure.class, () -> forgetIn(here));
        assertThat(ErrorCode.of(nothingLeft.first())).isEqualTo(ErrorCode.NOT_IN_WORKSPACE);
    }

    @Test
    void upAfterwardsHintsAtForget() {
        Path here = Path.of("/repo/one");
        world.engine.stuck.add("aether-a4f3b-one-db");
        forgetIn(here);
        UpRequest request = new UpRequest(here, Optional.empty(), List.of(), Deadline.NONE, false, false);
        Failure failure = catchThrowableOfType(
                Failure.class, () -> UseCases.up(world, backends).up(request, Progress.SILENT));

        assertThat(failure.first().message()).isEqualTo("jj has forgotten the workspace in /repo/one");
        assertThat(failure.first().hints())
                .containsExactly(
                        "remove its remaining services: ajj workspace forget",
                        "or restore it: find the operation that has removed it (jj op log), then run: jj op revert OPERATION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"registry REMOVING", "withdraw .env", "remove stack", "jj workspace forget", "registry none"})
    void aSecondRunFinishesAfterAnyFailure(String operation) {
        world.faults.failAt(operation);
        assertThat(forget("one").getFirst().problems()).isNotEmpty();
        if (world.contents().stream().anyMatch(what -> what.endsWith(" one"))) {
            assertThat(forget("one").getFirst().problems()).isEmpty();
        }
        assertThat(world.contents().stream().filter(what -> what.contains("one")))
                .containsExactly("directory /repo/one");
    }

    @Test
    void anEngineThatDoesNotAnswerChangesNothing() {
        List<String> before = world.contents();
        world.faults.failAt("verify");
        assertThatThrownBy(() -> forget("one")).isInstanceOf(Failure.class);
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void anInterruptionLeavesTheRestUnchanged() {
        List<String> before = world.contents();
        Thread.currentThread().interrupt();
        Failure failure = catchThrowableOfType(Failure.class, () -> forget("one", "two"));
        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.INTERRUPTED);
        for (String name : List.of("one", "two")) {
            assertThat(mentions(world.contents(), name))
                    .as("forgotten whole, or not at all")
                    .isIn(List.of("directory /repo/" + name), mentions(before, name));
        }
    }

    private static List<String> mentions(List<String> contents, String name) {
        return contents.stream()
                .filter(what -> what.matches(".*\\b" + name + "\\b.*"))
                .toList();
    }

    @Test
    void aPlainJjWorkspaceIsForgottenWithoutTheEngine() {
        world.faults.failAt("verify");
        assertThat(forget().getFirst().name()).as("the current one").isEqualTo("default");
        assertThat(world.contents()).doesNotContain("jj default");
    }

    @Test
    void servicesOfALostEntryAreFoundByLabels() {
        world.change(world.repository, "one", _ -> Optional.empty());
        assertThat(forget("one").getFirst().containers()).isEqualTo(1);
        assertThat(world.engine.contents()).noneMatch(what -> what.contains("-one"));
    }

    @Test
    void forwardsToAnAbandonedStackAreReleased() {
        world.engine.answering = false;
        Failure failure = catchThrowableOfType(Failure.class, () -> forget("one"));
        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.BACKEND_UNAVAILABLE);
        assertThat(world.engine.released).isEmpty();

        assertThat(abandon("one").getFirst().containers()).isZero();
        assertThat(world.engine.released).containsExactly("aether-a4f3b-one");
        assertThat(world.contents())
                .contains("container aether-a4f3b-one-db", "entry two")
                .doesNotContain("entry one", "jj one", "port 20000");
    }

    @Test
    void aStackWhoseEngineAnswersIsRemovedAndNotAbandoned() {
        assertThat(abandon("one").getFirst().containers()).isEqualTo(1);
        assertThat(world.engine.released).isEmpty();
        assertThat(world.engine.contents()).noneMatch(what -> what.contains("-one"));
    }

    private List<ForgetResult> abandon(String name) {
        ForgetRequest request = new ForgetRequest(
                Path.of("/repo/main"),
                Path.of("/repo/main"),
                Optional.empty(),
                List.of(name),
                false,
                false,
                true,
                Deadline.NONE);
        return UseCases.forget(world, backends).forget(request, Progress.SILENT);
    }

    private List<ForgetResult> forgetIn(Path directory) {
        return forget(directory, List.of());
    }

    private List<ForgetResult> forget(String... names) {
        return forget(Path.of("/repo/main"), List.of(names));
    }

    private List<ForgetResult> forget(Path directory, List<String> names) {
        ForgetRequest request =
                new ForgetRequest(directory, directory, Optional.empty(), names, false, false, false, Deadline.NONE);
        return UseCases.forget(world, backends).forget(request, Progress.SILENT);
    }

    private void add(String name) {
        AddRequest request = new AddRequest(
                Path.of("/repo/main"),
                Optional.empty(),
                Path.of("/repo", name),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Deadline.NONE,
                false);
        UseCases.add(world, backends).add(request, Progress.SILENT);
    }
}

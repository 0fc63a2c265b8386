package dev.aether.ajj.lifecycle.add;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.cleanup.CleanUpScene;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ajj workspace add} of a name that a dead ajj was working on. */
class AddAgainTest {
    private final CleanUpScene scene = new CleanUpScene();
    private final FakeWorld world = scene.world;
    private final List<String> before = world.contents();
    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"CREATING, ajj workspace add", "REMOVING, ajj workspace forget", "REMOVING, ajj cleanup"})
    void replacesAnUnfinishedWorkspace(Phase phase, String command) {
        scene.leave("one", phase, command);
        if (phase == Phase.REMOVING) {
            world.delete(Path.of("/repo/one"), false);
        }

        assertThat(add().health()).isEqualTo(Health.HEALTHY);

        assertThat(withoutPorts(world.contents())).isEqualTo(withoutPorts(before));
        assertThat(warnings)
                .containsExactly("`" + command + "` left the workspace one unfinished (process " + Long.MAX_VALUE
                        + "): removing its leftovers first");
    }

    @Test
    void keepsAWorkspaceInUse() {
        scene.change(
                "one", entry -> entry.withPhase(Phase.CREATING).withOwner(ProcessOwner.current("ajj workspace add")));

        assertThat(refused()).isEqualTo(ErrorCode.WORKSPACE_EXISTS);
        assertThat(world.contents()).isEqualTo(before);
    }

    /** The workspace existed before, so the add must not remove it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepsAWorkspaceWithAnUnfinishedUp(boolean known) {
        scene.leave("one", Phase.CREATING, "ajj up");
        if (!known) {
            world.forgetWorkspaces(world.repository, List.of("one"));
        }
        List<String> before = world.contents();

        assertThat(refused()).isEqualTo(ErrorCode.WORKSPACE_EXISTS);
        assertThat(world.contents()).isEqualTo(before);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove stack", "undo jj workspace add"})
    void aFailedRemovalKeepsTheName(String operation) {
        scene.leave("one", Phase.CREATING, "ajj workspace add");
        world.faults.failAt(operation);

        assertThat(refused()).isNotNull();

        assertThat(world.contents()).contains("entry one");
        scene.die("one");
        assertThat(add().health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void theOldNameOfARenamedWorkspaceIsFree() {
        List<String> engine = world.engine.contents();
        world.renameInJj("one", "uno");
        world.delete(Path.of("/repo/new"), false);

        assertThat(add("new", "one").namespace()).isEqualTo("aether-a4f3b-one-2");

        assertThat(world.contents()).contains("entry one", "entry uno", "jj one", "jj uno");
        assertThat(world.engine.contents())
                .containsAll(engine)
                .contains("container aether-a4f3b-one-2-db", "network aether-a4f3b-one-2");
        assertThat(world.reservations())
                .extracting(reservation -> reservation.owner().workspace())
                .contains("one", "uno");
    }

    /** Only labels show that the renamed workspace has the namespace. */
    @Test
    void dataOfARenamedWorkspaceWithoutAnEntryIsNotMounted() {
        Stack stack = new Stack(
                new WorkspaceId(world.repository.id(), "one", Path.of("/repo/main")),
                Path.of("/repo/one"),
                "aether-a4f3b-one");
        world.engine.createResource(Kind.VOLUME, "aether-a4f3b-one-data", stack);
        world.engine.removeContainer("aether-a4f3b-one-db");
        world.engine.removeNetwork("aether-a4f3b-one");
        world.change(world.repository, "one", _ -> Optional.empty());
        world.renameInJj("one", "uno");

        assertThat(add("new", "one").namespace()).isEqualTo("aether-a4f3b-one-2");
    }

    /** Neither jj nor the registry knows the former workspace. */
    @Test
    void dataOfAFormerWorkspaceInTheDirectoryIsNotMounted() {
        Stack former = new Stack(
                new WorkspaceId(world.repository.id(), "new", Path.of("/repo/main")),
                Path.of("/repo/new"),
                "aether-a4f3b-new");
        world.engine.createResource(Kind.VOLUME, "aether-a4f3b-new-data", former);
        List<String> before = world.contents();

        Failure refused = catchThrowableOfType(Failure.class, () -> add("new", "new"));

        assertThat(ErrorCode.of(refused.first())).isEqualTo(ErrorCode.WORKSPACE_EXISTS);
        assertThat(refused.first().message())
                .isEqualTo("the engine still has the volume aether-a4f3b-new-data of a former workspace in /repo/new");
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void keepsADirectoryWithNewFiles() {
        scene.leave("one", Phase.CREATING, "ajj workspace add");
        world.unrecordedFiles.add("notes.txt");
        List<String> before = world.contents();

        assertThat(refused()).isEqualTo(ErrorCode.WORKSPACE_EXISTS);

        assertThat(world.contents()).isEqualTo(before);
    }

    private ErrorCode refused() {
        return ErrorCode.of(catchThrowableOfType(Failure.class, this::add).first());
    }

    private WorkspaceView add() {
        return add("one", "one");
    }

    private WorkspaceView add(String directory, String name) {
        AddRequest request = new AddRequest(
                Path.of("/repo/main"),
                Optional.empty(),
                Path.of("/repo", directory),
                Optional.of(name),
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Deadline.NONE,
                false);
        Backends backends = new Backends(List.of(world), world);
        return UseCases.add(world, backends).add(request, new Heard()).workspace();
    }

    private static List<String> withoutPorts(List<String> contents) {
        return contents.stream().filter(what -> !what.startsWith("port ")).toList();
    }

    private final class Heard implements Progress {
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
    }
}

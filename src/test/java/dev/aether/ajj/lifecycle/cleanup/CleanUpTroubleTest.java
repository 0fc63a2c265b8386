package dev.aether.ajj.lifecycle.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.testing.FakeWorld;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cleanup that fails or is disturbed. */
class CleanUpTroubleTest {
    private final CleanUpScene scene = new CleanUpScene();
    private final FakeWorld world = scene.world;

    @Test
    void aFailedRemovalIsNotReportedAsRemoved() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        world.engine.stuck.add("aether-a4f3b-one-db");

        CleanUp.Outcome cleaned = scene.cleanUp(true);

        assertThat(cleaned.removed()).extracting(Orphan::what).containsExactly("network aether-a4f3b-one");
        assertThat(cleaned.problems()).extracting(ErrorCode::of).containsExactly(ErrorCode.BACKEND_DEPROVISION_FAILED);
        assertThat(cleaned.problems().getFirst().message())
                .isEqualTo("cannot remove container aether-a4f3b-one-db: it is stuck");
        assertThat(world.contents()).contains("entry one", "port 20001");

        world.engine.stuck.clear();
        scene.die("one");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd("directory /repo/one");
    }

    @Test
    void aRenamedContainerIsReported() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        world.engine.renameContainer("aether-a4f3b-one-db", "mine");
        world.engine.renameContainer("aether-a4f3b-two-db", "yours");

        CleanUp.Outcome _ = scene.cleanUp(false);

        assertThat(scene.traces.updates)
                .containsExactly(
                        "warning: the container mine of the workspace one was renamed or copied, so it is not listed;"
                                + " restore its name: docker rename mine aether-a4f3b-one-db");
    }

    @Test
    void aListOfOrphansNeedsNoListOfRenamedContainers() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        world.faults.failAt("list renamed");

        assertThat(scene.cleanUp(false).problems()).isEmpty();
    }

    @Test
    void anInterruptionDuringTheLastRemovalsDoesNotHideTheirResults() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        world.faults.runBefore("remove stack", Thread.currentThread()::interrupt);

        assertThat(scene.cleanUp(true).problems()).isEmpty();

        scene.assertOnlyTwoAnd("directory /repo/one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry CREATING",
                "withdraw .env",
                "remove stack",
                "undo jj workspace add",
                "delete directory",
                "registry none"
            })
    void aSecondRunFinishesAfterAnyFailure(String operation) {
        scene.leave("one", Phase.CREATING, "ajj workspace add");
        world.faults.failAt(operation);
        assertThat(scene.cleanUp(true).problems()).isNotEmpty();
        scene.die("one");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        assertThat(world.contents()).doesNotContain("entry one", "jj one", "port 20001", "network aether-a4f3b-one");
    }

    /** Another ajj adds the workspace after it was found to be orphaned: the registry under its lock decides. */
    @Test
    void resourcesThatGotAnOwnerMeanwhileStay() {
        world.change(world.repository, "one", _ -> Optional.empty());
        world.forgetWorkspaces(world.repository, List.of("one"));
        WorkspaceEntry owned = world.entries(world.repository).getFirst();
        world.faults.runBefore(
                "lock registry",
                () -> world.change(world.repository, "one", _ -> Optional.of(CleanUpScene.named("one", owned))));
        List<String> before = world.contents();
        CleanUp.Outcome cleaned = scene.cleanUp(true);
        assertThat(cleaned.orphans()).isNotEmpty();
        assertThat(cleaned.removed()).isEmpty();
        assertThat(world.contents()).containsAll(before).contains("entry one");
    }

    @Test
    void queriesTheEngineThenTheRegistryThenJj() {
        world.faults.forget();
        scene.cleanUp(false);
        assertThat(world.faults.reached())
                .containsSubsequence("restore", "list everything", "list ports", "read registry", "jj workspace list");
        assertThat(world.faults.reached()).endsWith("jj workspace list", "read registry");
    }

    @Test
    void anEngineThatDoesNotAnswerChangesNothing() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        List<String> before = world.contents();
        world.faults.failAt("list everything");
        assertThat(catchThrowableOfType(Failure.class, () -> scene.cleanUp(true)))
                .isNotNull();
        assertThat(world.contents()).isEqualTo(before);
    }
}

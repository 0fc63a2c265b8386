package dev.aether.ajj.lifecycle.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.model.workspace.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.model.workspace.WorkspaceId;
import dev.aether.ajj.spi.backend.Backend.Kind;
import dev.aether.ajj.spi.backend.Stack;
import dev.aether.ajj.spi.directory.Directories.Mark;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.spi.vcs.Vcs.VcsWorkspace;
import dev.aether.ajj.testing.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orphans, and what is not an orphan. */
class CleanUpTest {
    private static final Path ONE = Path.of("/repo/one");

    private final CleanUpScene scene = new CleanUpScene();
    private final FakeWorld world = scene.world;

    @Test
    void aWorkspaceInUseHasNoOrphans() {
        assertThat(scene.cleanUp(true).orphans()).isEmpty();
        assertThat(world.contents()).containsAll(scene.ofTwo()).contains("entry one", "jj one");
    }

    @Test
    void listsTheOrphansOfAForgottenWorkspace() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        List<String> before = world.contents();

        CleanUp.Outcome found = scene.cleanUp(false);

        assertThat(found.orphans())
                .extracting(Orphan::what)
                .containsExactly(
                        "entry one", "container aether-a4f3b-one-db", "network aether-a4f3b-one", "port 20001");
        assertThat(found.orphans()).extracting(Orphan::workspace).containsOnly("one");
        assertThat(found.orphans().getFirst().reason())
                .isEqualTo("jj does not know the workspace one; its directory stays");
        assertThat(found.removed()).isEmpty();
        assertThat(world.contents()).as("nothing was changed").isEqualTo(before);
    }

    @Test
    void removesOrphansAndKeepsTheDirectory() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        CleanUp.Outcome cleaned = scene.cleanUp(true);
        assertThat(cleaned.removed()).containsExactlyInAnyOrderElementsOf(cleaned.orphans());
        assertThat(cleaned.problems()).isEmpty();
        scene.assertOnlyTwoAnd("directory /repo/one");
        assertThat(scene.cleanUp(true).orphans()).isEmpty();
    }

    @Test
    void aWorkspaceThatJjRestoredMeanwhileStays() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        List<String> before = world.contents();
        world.faults.runBefore("verify", () -> world.addPlainWorkspace("one"));

        assertThat(scene.cleanUp(true).removed()).isEmpty();

        assertThat(world.contents()).contains("jj one").containsAll(before);
    }

    @Test
    void itsInjectedFilesAreNoLongerIgnored() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        scene.cleanUp(true);
        assertThat(world.ignoredFiles).as("the other has one too").containsExactly(".env");
        world.forgetWorkspaces(world.repository, List.of("two"));
        scene.cleanUp(true);
        assertThat(world.ignoredFiles).isEmpty();
    }

    @Test
    void jjForgetsAWorkspaceWithoutADirectory() {
        world.delete(ONE, false);
        assertThat(scene.cleanUp(false).orphans().getFirst().reason())
                .isEqualTo("the directory of the workspace one is gone or was moved: /repo/one; jj forgets it");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"CREATING", "REMOVING"})
    void aWorkspaceOfALivingProcessIsKept(Phase phase) {
        world.forgetWorkspaces(world.repository, List.of("one"));
        world.delete(ONE, false);
        scene.change("one", entry -> entry.withPhase(phase));
        List<String> before = world.contents();
        assertThat(scene.cleanUp(true).orphans()).isEmpty();
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void anUnfinishedAddIsUndone() {
        scene.leave("one", Phase.CREATING, "ajj workspace add");
        assertThat(scene.cleanUp(false).orphans().getFirst().reason())
                .startsWith("`ajj workspace add` left the workspace one unfinished (process ")
                .endsWith("; jj forgets it, and its directory is deleted if jj has recorded everything in it");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd();
    }

    /** Created with plain jj, after the dead one was forgotten and its directory deleted. */
    @Test
    void aLaterWorkspaceInThePlaceOfADeadAddStays() {
        scene.leave("one", Phase.CREATING, "ajj workspace add");
        scene.change("one", entry -> entry.withDirectory(ONE, Optional.of("1 born")));
        world.directoryIdentities.put(ONE, "2 born");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        assertThat(world.contents()).contains("jj one", "directory /repo/one").doesNotContain("entry one");
    }

    @Test
    void theDirectoryStaysWhenAForgetDied() {
        scene.leave("one", Phase.REMOVING, "ajj workspace forget");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd("directory /repo/one");
    }

    /** Its volumes may be older than the dead process, whose entry may be new. */
    @ParameterizedTest
    @CsvSource({
        "CREATING, ajj up, /repo/one",
        "REMOVING, ajj cleanup, /repo/one",
        "REMOVING, ajj down, /repo/one",
        "CREATING, ajj up, /repo/before"
    })
    void aWorkspaceThatStaysKeepsItsData(Phase phase, String command, String root) {
        plantVolume("aether-a4f3b-one", "/repo/one");
        plantVolume("aether-a4f3b-former", "/repo/former");
        scene.leave("one", phase, command);
        scene.change("one", entry -> entry.withDirectory(Path.of(root), Optional.empty()));

        CleanUp.Outcome cleaned = scene.cleanUp(true);

        assertThat(cleaned.orphans().getFirst().reason())
                .endsWith("; the workspace stays, with its host ports and named volumes");
        assertThat(cleaned.problems()).isEmpty();
        assertThat(cleaned.removed())
                .extracting(Orphan::what)
                .containsExactly("container aether-a4f3b-one-db", "network aether-a4f3b-one");
        assertThat(world.contents())
                .contains("jj one", "directory /repo/one", "entry one", "port 20001")
                .contains("volume aether-a4f3b-one-data", "volume aether-a4f3b-former-data");
        assertThat(world.find(world.repository, "one").orElseThrow().phase()).isEqualTo(Phase.DOWN);
    }

    private void plantVolume(String namespace, String root) {
        world.engine.createResource(
                Kind.VOLUME,
                namespace + "-data",
                new Stack(
                        new WorkspaceId(world.repository.id(), "one", Path.of("/repo/main")),
                        Path.of(root),
                        namespace));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ajj workspace add", "ajj workspace forget", "ajj workspace remove"})
    void aLaterWorkspaceOfTheNameElsewhereStays(String command) {
        scene.leave("one", Phase.REMOVING, command);
        scene.change("one", entry -> entry.withDirectory(Path.of("/repo/before"), Optional.empty()));
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd("jj one", "directory /repo/one", "file /repo/one/.env");
    }

    @Test
    void aRecordedDirectoryIsDeleted() {
        forgetAndMark(Mark.RECORDED);
        assertThat(scene.cleanUp(false).orphans().getFirst().reason())
                .endsWith("; the rest of its directory is deleted");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd();
    }

    @Test
    void aDirectoryWithChangesSinceTheForgetStays() {
        forgetAndMark(Mark.RECORDED);
        world.changedFiles.addAll(List.of("a", "b", "c", "d"));
        assertThat(scene.cleanUp(false).orphans().getFirst().reason())
                .endsWith("; its directory stays: jj may not have recorded a, b, c and 1 more");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd("directory /repo/one");
    }

    @Test
    void aDirectoryThatChangesDuringTheCleanupStays() {
        forgetAndMark(Mark.RECORDED);
        world.engine.whileRemoving = () -> world.changedFiles.add("a");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd("directory /repo/one");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mark.class,
            names = {"NONE", "ENDING"})
    void anUnrecordedDirectoryStays(Mark mark) {
        forgetAndMark(mark);
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd("directory /repo/one");
    }

    private void forgetAndMark(Mark mark) {
        scene.leave("one", Phase.REMOVING, "ajj workspace remove");
        world.forgetWorkspaces(world.repository, List.of("one"));
        world.mark(ONE, mark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ajj workspace forget", "ajj workspace remove"})
    void aLaterWorkspaceInTheSamePlaceStays(String command) {
        scene.leave("one", Phase.REMOVING, command);
        world.mark(ONE, Mark.NONE);
        assertThat(scene.cleanUp(false).orphans().getFirst().reason()).endsWith("; jj keeps the workspace");
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd("jj one", "directory /repo/one", "file /repo/one/.env");
    }

    /** ajj never writes such an entry. */
    @ParameterizedTest
    @ValueSource(strings = {"ajj workspace add", "ajj workspace forget", "ajj workspace remove"})
    void theMainWorkspaceIsNeverForgotten(String command) {
        scene.leave("one", Phase.CREATING, command);
        world.addPlainWorkspace("default");
        scene.change("one", entry -> entry.withDirectory(Path.of("/repo/main"), Optional.empty()));
        scene.cleanUp(true);
        assertThat(world.workspaces(world.repository))
                .extracting(VcsWorkspace::name)
                .contains("default", "one");
    }

    @Test
    void servicesWithoutAnEntryAreOrphansWhenJjDoesNotKnowTheWorkspace() {
        world.change(world.repository, "one", _ -> Optional.empty());
        world.forgetWorkspaces(world.repository, List.of("one"));
        CleanUp.Outcome cleaned = scene.cleanUp(true);
        assertThat(cleaned.removed())
                .extracting(Orphan::what)
                .containsExactly("container aether-a4f3b-one-db", "network aether-a4f3b-one", "port 20001");
        assertThat(cleaned.orphans())
                .extracting(Orphan::reason)
                .containsOnly("the registry has no entry for the workspace one");
        assertThat(world.contents()).doesNotContain("entry one").contains("file /repo/one/.env");
    }

    @Test
    void servicesOfALostEntryStay() {
        world.change(world.repository, "one", _ -> Optional.empty());
        List<String> before = world.contents();

        assertThat(scene.cleanUp(true).orphans()).isEmpty();

        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void servicesOfARenamedWorkspaceWithoutAnEntryStay() {
        world.change(world.repository, "one", _ -> Optional.empty());
        world.renameInJj("one", "other");
        List<String> before = world.contents();

        scene.cleanUp(true);

        assertThat(world.contents())
                .containsAll(
                        before.stream().filter(what -> !what.startsWith("port")).toList());
    }

    @Test
    void servicesOfTheRenamedMainWorkspaceStay() {
        Stack main = new Stack(
                new WorkspaceId(world.repository.id(), "default", Path.of("/repo/main")),
                Path.of("/repo/main"),
                "aether-a4f3b-default");
        world.engine.createResource(Kind.VOLUME, "aether-a4f3b-default-data", main);
        world.renameInJj("default", "trunk");

        assertThat(scene.cleanUp(true).orphans()).isEmpty();

        assertThat(world.contents()).contains("volume aether-a4f3b-default-data");
    }

    @Test
    void servicesStayAfterADeadAddOfTheOldName() {
        WorkspaceEntry like = world.find(world.repository, "one").orElseThrow();
        world.renameInJj("one", "uno");
        world.change(
                world.repository,
                "one",
                _ -> Optional.of(new WorkspaceEntry(
                        "one",
                        Path.of("/repo/new"),
                        "aether-a4f3b-one-2",
                        like.location(),
                        Phase.CREATING,
                        like.services(),
                        like.envFiles(),
                        like.created(),
                        new ProcessOwner(Long.MAX_VALUE, "ajj workspace add"),
                        Optional.empty(),
                        Optional.empty())));

        assertThat(scene.cleanUp(true).problems()).isEmpty();

        assertThat(world.contents())
                .contains("container aether-a4f3b-one-db", "network aether-a4f3b-one", "jj uno")
                .doesNotContain("entry one");
    }

    @Test
    void servicesStayWhenTheDirectoryMayHaveMoved() {
        world.change(world.repository, "one", _ -> Optional.empty());
        world.delete(Path.of("/repo/one"), false);
        List<String> before = world.contents();

        assertThat(scene.cleanUp(true).orphans()).isEmpty();

        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aRestoredEntryIsKeptWhileJjKnowsTheWorkspace() {
        scene.change("one", entry -> entry.withOwner(ProcessOwner.restored()));
        world.delete(Path.of("/repo/one"), false);
        List<String> before = world.contents();

        assertThat(scene.cleanUp(true).orphans()).isEmpty();
        assertThat(world.contents()).isEqualTo(before);

        world.forgetWorkspaces(world.repository, List.of("one"));
        assertThat(scene.cleanUp(true).removed()).extracting(Orphan::what).contains("container aether-a4f3b-one-db");
    }

    @Test
    void resourcesOfAnotherRepositoryStay() {
        String mine = world.repository.id();
        scene.plant("aether-a4f3b-x", "ffff000000000000", "/repo/main");
        scene.plant("aether-ffff0-one", "ffff000000000000", "/gone");
        world.engine.createResource(
                Kind.VOLUME,
                "aether-a4f3b-y-data",
                new Stack(new WorkspaceId(mine, "y", Path.of("/repo/main")), Path.of("/repo/y"), "aether-a4f3b-y"));

        assertThat(scene.cleanUp(true).removed())
                .extracting(Orphan::what)
                .containsExactly("volume aether-a4f3b-y-data");
        assertThat(world.contents())
                .contains("network aether-a4f3b-x", "network aether-ffff0-one")
                .containsAll(scene.ofTwo());
    }

    @Test
    void aMovedRepositoryWithoutItsIdExists() {
        scene.plant("aether-ffff0-x", "ffff000000000000", "/gone");
        world.roots.put("ffff000000000000", Path.of("/repo/one"));
        assertThat(scene.cleanUp(false, true).orphans()).isEmpty();
        world.roots.put("ffff000000000000", Path.of("/gone/too"));
        assertThat(scene.cleanUp(false, true).orphans()).hasSize(1);
    }

    @Test
    void allIncludesDeletedRepositories() {
        scene.plant("aether-ffff0-x", "ffff000000000000", "/gone");
        scene.plant("aether-eeee0-x", "eeee000000000000", "/repo/one");
        scene.plant("aether-dddd0-x", "dddd000000000000", "/of/another/user");
        world.roots.put("ffff000000000000", Path.of("/gone"));
        WorkspaceId gone = new WorkspaceId("ffff000000000000", "y", Path.of("/gone"));
        world.reserve(
                gone,
                world.engine.location(),
                List.of(new PortLedger.Request("db", FakeWorld.tcp(80))),
                scene.config().ports());

        assertThat(scene.cleanUp(false, false).orphans()).isEmpty();
        assertThat(scene.cleanUp(false, true).orphans())
                .extracting(orphan -> orphan.what() + ": " + orphan.reason())
                .containsExactly(
                        "network aether-ffff0-x: its repository is gone: /gone",
                        "port 20002: its repository is gone: /gone");
        assertThat(scene.cleanUp(true, true).removed()).hasSize(2);
        assertThat(world.contents())
                .as("/repo/one is there, so it may be another user's repository")
                .contains("network aether-eeee0-x", "network aether-dddd0-x")
                .doesNotContain("network aether-ffff0-x", "port 20002");
    }

    @Test
    void aMovedRepositoryKeepsItsResources() {
        scene.plant("aether-a4f3b-one", world.repository.id(), "/former/main");
        scene.plant("aether-a4f3b-old", world.repository.id(), "/former/main");
        assertThat(scene.cleanUp(true, true).orphans())
                .extracting(orphan -> orphan.what() + ": " + orphan.reason())
                .containsExactly("network aether-a4f3b-old: the registry has no entry for the workspace x");
        assertThat(world.contents()).contains("network aether-a4f3b-one");
    }

    @Test
    void aRenamedWorkspaceIsForgottenUnderItsNewName() {
        world.renameInJj("one", "uno");
        assertThat(scene.cleanUp(true).orphans()).as("its directory tells").isEmpty();
        world.delete(ONE, false);
        assertThat(scene.cleanUp(true).problems()).isEmpty();
        scene.assertOnlyTwoAnd();
    }

    /** jj would delete the submodules' repositories. */
    @Test
    void aWorkspaceWithSubmodulesStaysInJj() {
        scene.leave("one", Phase.CREATING, "ajj workspace add");
        world.submodules.put(ONE, Path.of("/repo/main/.git/worktrees/one/modules"));

        CleanUp.Outcome result = scene.cleanUp(true);

        assertThat(result.problems().toString())
                .contains("Git keeps submodules in /repo/main/.git/worktrees/one/modules");
        assertThat(world.workspaces(world.repository))
                .extracting(VcsWorkspace::name)
                .contains("one");
    }

    /** After {@code jj undo} or {@code jj op restore}: jj knows the old name without a directory. */
    @ParameterizedTest
    @CsvSource({"READY, ajj workspace add", "DOWN, ajj down", "CREATING, ajj up", "REMOVING, ajj cleanup"})
    void aWorkspaceWhoseRenameWasUndoneKeepsItsServices(Phase phase, String command) {
        scene.leave("one", phase, command);
        world.undoRenameInJj("one", "former");
        List<String> before = world.contents();

        assertThat(scene.cleanUp(true).orphans()).isEmpty();

        assertThat(world.contents()).isEqualTo(before);
        assertThat(scene.traces.updates)
                .contains(
                        "warning: the workspace one was renamed, or its rename was undone: jj knows former without its"
                                + " directory /repo/one. Its services are kept; to restore the name, choose an operation in"
                                + " which it was right: jj op log, jj op restore OPERATION; to remove the services: ajj workspace forget one");
    }

    @Test
    void aMissingMisnamedWorkspaceCountsAsForgotten() {
        world.undoRenameInJj("one", "former");
        world.delete(ONE, false);
        assertThat(scene.cleanUp(true).removed()).extracting(Orphan::what).contains("container aether-a4f3b-one-db");
    }

    @ParameterizedTest
    @CsvSource({"CREATING, ajj workspace add", "REMOVING, ajj workspace forget", "REMOVING, ajj workspace remove"})
    void anUnfinishedAddOrForgetIsFinishedAfterAnUndoneRename(Phase phase, String command) {
        scene.leave("one", phase, command);
        world.undoRenameInJj("one", "former");
        assertThat(scene.cleanUp(true).removed()).extracting(Orphan::what).contains("container aether-a4f3b-one-db");
    }
}

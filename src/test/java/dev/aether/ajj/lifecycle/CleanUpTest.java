package dev.aether.ajj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.model.WorkspaceEntry.ProcessOwner;
import dev.aether.ajj.spi.Backend.Kind;
import dev.aether.ajj.spi.PortLedger;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.spi.Stack;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanUpTest {
    private static final Path ONE = Path.of("/repo/one");

    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final Backends backends = new Backends(List.of(world), world);
    private final List<String> ofTwo = new ArrayList<>();

    @BeforeEach
    void addTwo() {
        add("two");
        ofTwo.addAll(world.contents());
        add("one");
    }

    @Test
    void whatIsOwnedIsNoOrphan() {
        assertThat(cleanUp(true).orphans()).isEmpty();
        assertThat(world.contents()).containsAll(ofTwo).contains("entry one", "jj one");
    }

    @Test
    void namesAllThatIsLeftOfAWorkspaceThatPlainJjForgot() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        List<String> before = world.contents();

        CleanUp.Outcome found = cleanUp(false);

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
    void removesItAndLeavesTheDirectory() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        CleanUp.Outcome cleaned = cleanUp(true);
        assertThat(cleaned.removed()).containsExactlyInAnyOrderElementsOf(cleaned.orphans());
        assertThat(cleaned.problems()).isEmpty();
        assertOnlyTwoAnd("directory /repo/one");
        assertThat(cleanUp(true).orphans()).isEmpty();
    }

    @Test
    void aDirectoryThatIsGoneEndsTheWorkspaceInJjToo() {
        world.delete(ONE, false);
        assertThat(cleanUp(false).orphans().getFirst().reason())
                .isEqualTo("the directory of the workspace one is gone or was moved: /repo/one; jj forgets it");
        assertThat(cleanUp(true).problems()).isEmpty();
        assertOnlyTwoAnd();
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"CREATING", "REMOVING"})
    void whatALivingProcessIsAtWorkOnIsNotTouched(Phase phase) {
        world.forgetWorkspaces(world.repository, List.of("one"));
        world.delete(ONE, false);
        change("one", entry -> entry.withPhase(phase));
        List<String> before = world.contents();
        assertThat(cleanUp(true).orphans()).isEmpty();
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void whatADeadAddHasMadeIsTakenBackWhole() {
        leave("one", Phase.CREATING, "ajj workspace add");
        assertThat(cleanUp(false).orphans().getFirst().reason())
                .startsWith("`ajj workspace add` left the workspace one unfinished (process ")
                .endsWith("; jj forgets it, and its directory goes if jj has recorded all that is in it");
        assertThat(cleanUp(true).problems()).isEmpty();
        assertOnlyTwoAnd();
    }

    @ParameterizedTest
    @CsvSource({"ajj workspace forget, false", "ajj up, true", "ajj down, true", "ajj cleanup, true"})
    void theDirectoryStaysWhenSomethingElseDied(String command, boolean jjKeepsIt) {
        leave("one", Phase.REMOVING, command);
        assertThat(cleanUp(true).problems()).isEmpty();
        if (jjKeepsIt) {
            assertOnlyTwoAnd("jj one", "directory /repo/one");
        } else {
            assertOnlyTwoAnd("directory /repo/one");
        }
    }

    @Test
    void servicesWithoutAnEntryAreOrphans() {
        world.change(world.repository, "one", _ -> Optional.empty());
        CleanUp.Outcome cleaned = cleanUp(true);
        assertThat(cleaned.removed())
                .extracting(Orphan::what)
                .containsExactly("container aether-a4f3b-one-db", "network aether-a4f3b-one", "port 20001");
        assertThat(cleaned.orphans())
                .extracting(Orphan::reason)
                .containsOnly("the registry has no entry for the workspace one");
        assertThat(world.contents()).doesNotContain("entry one").contains("jj one", "file /repo/one/.env");
    }

    @Test
    void anotherRepositorysThingsStay() {
        String mine = world.repository.id();
        plant("aether-a4f3b-x", "ffff000000000000", "/repo/main");
        plant("aether-ffff0-one", "ffff000000000000", "/gone");
        world.engine.plant(Kind.VOLUME, "aether-a4f3b-y-data", stack("aether-a4f3b-y", mine, "/repo/main"));

        assertThat(cleanUp(true).removed()).extracting(Orphan::what).containsExactly("volume aether-a4f3b-y-data");
        assertThat(world.contents())
                .contains("network aether-a4f3b-x", "network aether-ffff0-one")
                .containsAll(ofTwo);
    }

    @Test
    void everywhereMeansRepositoriesThatAreGone() {
        plant("aether-ffff0-x", "ffff000000000000", "/gone");
        plant("aether-eeee0-x", "eeee000000000000", "/repo/one");
        PortLedger.Owner gone = new PortLedger.Owner("ffff000000000000", "y", Path.of("/gone"));
        world.reserve(gone, List.of(new PortLedger.Request("db", FakeWorld.tcp(80))), config().ports());

        assertThat(cleanUp(false, false).orphans()).isEmpty();
        assertThat(cleanUp(false, true).orphans())
                .extracting(orphan -> orphan.what() + ": " + orphan.reason())
                .containsExactly(
                        "network aether-ffff0-x: its repository is gone: /gone",
                        "port 20002: its repository is gone: /gone");
        assertThat(cleanUp(true, true).removed()).hasSize(2);
        assertThat(world.contents())
                .as("/repo/one is there, so it may be somebody's repository")
                .contains("network aether-eeee0-x")
                .doesNotContain("network aether-ffff0-x", "port 20002");
    }

    @Test
    void aRepositoryThatWasMovedKeepsWhatItMadeBefore() {
        plant("aether-0ld00-one", "0ld0000000000000", "/former/main");
        change(
                "one",
                entry -> new WorkspaceEntry(
                        entry.name(),
                        entry.root(),
                        "aether-0ld00-one",
                        entry.backend(),
                        entry.phase(),
                        entry.services(),
                        entry.envFiles(),
                        entry.created(),
                        entry.owner()));
        assertThat(cleanUp(true, true).removed()).extracting(Orphan::name).doesNotContain("aether-0ld00-one");
        assertThat(world.contents()).contains("network aether-0ld00-one");
    }

    @Test
    void whatCannotBeRemovedIsNotReportedAsGone() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        world.engine.stuck.add("aether-a4f3b-one-db");

        CleanUp.Outcome cleaned = cleanUp(true);

        assertThat(cleaned.removed()).extracting(Orphan::what).containsExactly("network aether-a4f3b-one");
        assertThat(cleaned.problems()).extracting(ErrorCode::of).containsExactly(ErrorCode.BACKEND_DEPROVISION_FAILED);
        assertThat(cleaned.problems().getFirst().message())
                .isEqualTo("cannot remove container aether-a4f3b-one-db: it is stuck");
        assertThat(world.contents()).contains("entry one", "port 20001");

        world.engine.stuck.clear();
        die("one");
        assertThat(cleanUp(true).problems()).isEmpty();
        assertOnlyTwoAnd("directory /repo/one");
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
    void whateverFailsASecondTimeEndsIt(String operation) {
        leave("one", Phase.CREATING, "ajj workspace add");
        world.faults.failAt(operation);
        assertThat(cleanUp(true).problems()).isNotEmpty();
        die("one");
        assertThat(cleanUp(true).problems()).isEmpty();
        assertThat(world.contents()).doesNotContain("entry one", "jj one", "port 20001", "network aether-a4f3b-one");
    }

    /** An ajj adds the workspace after it was judged to be left over: what counts is what the registry says under its lock. */
    @Test
    void whatHasFoundAnOwnerInTheMeantimeIsLeftAlone() {
        world.change(world.repository, "one", _ -> Optional.empty());
        WorkspaceEntry owned = world.entries(world.repository).getFirst();
        world.faults.runBefore(
                "lock registry", () -> world.change(world.repository, "one", _ -> Optional.of(named("one", owned))));
        List<String> before = world.contents();
        CleanUp.Outcome cleaned = cleanUp(true);
        assertThat(cleaned.orphans()).isNotEmpty();
        assertThat(cleaned.removed()).isEmpty();
        assertThat(world.contents()).containsAll(before).contains("entry one");
    }

    @Test
    void looksAtTheEngineBeforeTheRegistryAndAtJjLast() {
        world.faults.forget();
        cleanUp(false);
        assertThat(world.faults.reached())
                .containsExactly("list everything", "list ports", "read registry", "jj workspace list");
    }

    @Test
    void anEngineThatDoesNotAnswerChangesNothing() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        List<String> before = world.contents();
        world.faults.failAt("list everything");
        assertThat(catchThrowableOfType(Failure.class, () -> cleanUp(true))).isNotNull();
        assertThat(world.contents()).isEqualTo(before);
    }

    private void assertOnlyTwoAnd(String... more) {
        List<String> expected = new ArrayList<>(ofTwo);
        expected.addAll(List.of(more));
        assertThat(world.contents()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private CleanUp.Outcome cleanUp(boolean force) {
        return cleanUp(force, false);
    }

    private CleanUp.Outcome cleanUp(boolean force, boolean everywhere) {
        CleanUpRequest request = new CleanUpRequest(Path.of("/repo/main"), Optional.empty(), force, everywhere);
        return new CleanUp(world, backends, world, world, world, world).cleanUp(request, Progress.SILENT);
    }

    private void leave(String name, Phase phase, String command) {
        change(name, entry -> entry.withPhase(phase).withOwner(new ProcessOwner(Long.MAX_VALUE, command)));
    }

    /** The process that has it, which is this one, ends. */
    private void die(String name) {
        change(
                name,
                entry -> entry.withOwner(
                        new ProcessOwner(Long.MAX_VALUE, entry.owner().command())));
    }

    private void change(String name, UnaryOperator<WorkspaceEntry> change) {
        world.change(world.repository, name, entry -> entry.map(change));
    }

    private static WorkspaceEntry named(String name, WorkspaceEntry like) {
        return new WorkspaceEntry(
                name,
                Path.of("/repo", name),
                "aether-a4f3b-" + name,
                like.backend(),
                Phase.CREATING,
                like.services(),
                like.envFiles(),
                like.created(),
                like.owner());
    }

    private void plant(String namespace, String repository, String root) {
        world.engine.plant(Kind.NETWORK, namespace, stack(namespace, repository, root));
    }

    private static Stack stack(String namespace, String repository, String root) {
        return new Stack(repository, Path.of(root), "x", Path.of(root), namespace);
    }

    private dev.aether.ajj.model.AetherConfig config() {
        return world.load(Optional.empty(), Path.of("/repo/main"), Path.of("/repo/main"));
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
                Optional.empty());
        new AddWorkspace(world, world, world, backends, world, world, world, world, world)
                .add(request, Progress.SILENT);
    }
}

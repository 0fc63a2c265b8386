package dev.aether.ajj.lifecycle.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.add.AddRequest;
import dev.aether.ajj.lifecycle.cleanup.CleanUp;
import dev.aether.ajj.lifecycle.cleanup.CleanUpRequest;
import dev.aether.ajj.lifecycle.forget.ForgetRequest;
import dev.aether.ajj.lifecycle.forget.ForgetResult;
import dev.aether.ajj.lifecycle.overview.ListWorkspaces;
import dev.aether.ajj.lifecycle.up.DownRequest;
import dev.aether.ajj.lifecycle.up.DownResult;
import dev.aether.ajj.lifecycle.up.UpRequest;
import dev.aether.ajj.lifecycle.up.UpResult;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A stack is managed at its recorded location, whatever the environment or aether.toml name; a wrong engine loses
 * nothing.
 */
class LocationTest {
    private static final Path MAIN = Path.of("/repo/main");

    private final FakeWorld world = new FakeWorld(Declarations.config(FakeWorld.service("db", 5432, List.of())));
    private final Backends backends = new Backends(List.of(world), world);

    /** Moves workspace one to the first engine; from now on, the other engine is configured. */
    @BeforeEach
    void oneIsElsewhere() {
        add("one");
        world.declaredEngine = world.otherEngine;
    }

    @Test
    void anEntryRecordsWhereItsStackIs() {
        assertThat(entry("one").location()).isEqualTo(new Location("docker", "unix:///engine.sock", "ENGINE"));
        assertThat(world.reservations())
                .allMatch(port -> port.location().equals(entry("one").location()));
    }

    @Test
    void workspacesCanUseTwoEngines() {
        add("two");
        assertThat(world.otherEngine.contents())
                .allMatch(what -> what.contains("-two"))
                .isNotEmpty();

        ListWorkspaces.Listing listing = list();
        assertThat(listing.problems()).isEmpty();
        assertThat(listing.workspaces())
                .filteredOn(workspace -> !workspace.services().isEmpty())
                .hasSize(2)
                .allMatch(workspace -> workspace.health() == Health.HEALTHY);

        forget(false, "one", "two");
        assertThat(world.engine.contents()).isEmpty();
        assertThat(world.otherEngine.contents()).isEmpty();
    }

    @Test
    void forgetOpensTheRecordedEngine() {
        forget(false, "one");
        assertThat(world.contents()).containsExactly("directory /repo/one");
    }

    @Test
    void anotherEngineAtTheAddressLosesNothing() {
        List<String> before = world.contents();
        world.engine.id = "ANOTHER";
        assertRefused(ErrorCode.BACKEND_MISMATCH, () -> forget(false, "one"));
        assertRefused(ErrorCode.BACKEND_MISMATCH, () -> down("/repo/one", false, false));
        assertThat(cleanUp().problems()).extracting(ErrorCode::of).contains(ErrorCode.BACKEND_MISMATCH);
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void noEngineAtTheAddressLosesNothing() {
        List<String> before = world.contents();
        world.engine.answering = false;
        assertRefused(ErrorCode.BACKEND_UNAVAILABLE, () -> forget(false, "one"));
        assertRefused(ErrorCode.BACKEND_UNAVAILABLE, () -> down("/repo/one", false, false));
        assertThat(cleanUp().problems()).extracting(ErrorCode::of).contains(ErrorCode.BACKEND_UNAVAILABLE);
        assertThat(world.contents()).isEqualTo(before);
    }

    /** Its entry is an orphan, because jj has forgotten it, and its engine does not answer. */
    @Test
    void anOrphanWhoseEngineDoesNotAnswerStays() {
        world.forgetWorkspaces(world.repository, List.of("one"));
        List<String> before = world.contents();
        world.engine.id = "ANOTHER";
        assertThat(cleanUp().removed()).isEmpty();
        assertThat(world.contents()).isEqualTo(before);

        world.engine.id = "ENGINE";
        assertThat(cleanUp().problems()).isEmpty();
        assertThat(world.engine.contents()).isEmpty();
        assertThat(world.find(world.repository, "one")).isEmpty();
    }

    @Test
    void servicesOfAnEngineThatIsGoneCanBeAbandoned() {
        world.engine.id = "ANOTHER";
        List<String> containers = world.engine.contents();
        ForgetResult forgotten = forget(true, "one").getFirst();
        assertThat(forgotten.problems()).isEmpty();
        assertThat(world.find(world.repository, "one")).isEmpty();
        assertThat(world.reservations()).isEmpty();
        assertThat(world.engine.contents()).isEqualTo(containers);
    }

    @Test
    void listReportsAnEngineThatDoesNotAnswerAndShowsTheRest() {
        add("two");
        world.engine.answering = false;
        ListWorkspaces.Listing listing = list();
        assertThat(listing.problems()).extracting(ErrorCode::of).containsExactly(ErrorCode.BACKEND_UNAVAILABLE);
        assertThat(listing.workspaces())
                .filteredOn(workspace -> workspace.name().equals("two"))
                .allMatch(workspace -> workspace.health() == Health.HEALTHY);
    }

    @Test
    void upUsesTheRecordedEngine() {
        assertThat(up("/repo/one").changes()).containsValue(Change.UNCHANGED);
        assertThat(world.otherEngine.contents()).isEmpty();
    }

    @Test
    void upRefusesAnotherEngineThatTheConfigurationNames() {
        world.declare(Declarations.at(world.otherEngine.address(), FakeWorld.service("db", 5432, List.of())));
        List<String> before = world.contents();
        assertRefused(ErrorCode.BACKEND_MISMATCH, () -> up("/repo/one"));
        assertThat(world.contents()).isEqualTo(before);

        down("/repo/one", true, false);
        assertThat(entry("one").location().isKnown()).isFalse();
        up("/repo/one");
        assertThat(entry("one").location()).isEqualTo(world.otherEngine.location());
        assertThat(world.engine.contents()).isEmpty();
        assertThat(world.otherEngine.contents()).isNotEmpty();
    }

    @Test
    void downKeepsTheLocationOfVolumes() {
        down("/repo/one", false, false);
        assertThat(entry("one").phase()).isEqualTo(Phase.DOWN);
        assertThat(entry("one").location()).isEqualTo(world.engine.location());
        up("/repo/one");
        assertThat(world.otherEngine.contents()).isEmpty();
    }

    /** An entry of version 1.0 gets a location when its engine has its containers. */
    @Test
    void upRecordsTheLocationOfAnEntryThatHasNone() {
        world.change(
                world.repository,
                "one",
                entry -> entry.map(found -> found.withLocation(Location.unknown(Location.DOCKER))));
        world.declaredEngine = world.engine;
        assertThat(up("/repo/one").changes()).containsValue(Change.UNCHANGED);
        assertThat(entry("one").location()).isEqualTo(world.engine.location());
    }

    private WorkspaceEntry entry(String name) {
        return world.find(world.repository, name).orElseThrow();
    }

    private void add(String name) {
        AddRequest request = new AddRequest(
                MAIN,
                Optional.empty(),
                Path.of("/repo", name),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Deadline.NONE,
                false);
        WorkspaceView _ =
                UseCases.add(world, backends).add(request, Progress.SILENT).workspace();
    }

    private UpResult up(String directory) {
        UpRequest request = new UpRequest(Path.of(directory), Optional.empty(), List.of(), Deadline.NONE, false, false);
        return UseCases.up(world, backends).up(request, Progress.SILENT);
    }

    private void down(String directory, boolean volumes, boolean abandon) {
        DownRequest request = new DownRequest(Path.of(directory), Optional.empty(), volumes, abandon, Deadline.NONE);
        DownResult _ = UseCases.down(world, backends).down(request, Progress.SILENT);
    }

    private ListWorkspaces.Listing list() {
        return new ListWorkspaces(world, backends, world, UseCases.locator(world), world)
                .list(MAIN, Optional.empty(), Progress.SILENT);
    }

    private List<ForgetResult> forget(boolean abandon, String... names) {
        ForgetRequest request =
                new ForgetRequest(MAIN, MAIN, Optional.empty(), List.of(names), false, true, abandon, Deadline.NONE);
        return UseCases.forget(world, backends).forget(request, Progress.SILENT);
    }

    private CleanUp.Outcome cleanUp() {
        CleanUpRequest request = new CleanUpRequest(MAIN, Optional.empty(), true, false, Deadline.NONE);
        return UseCases.cleanUp(world, backends).cleanUp(request, Progress.SILENT);
    }

    private static void assertRefused(ErrorCode code, Runnable command) {
        Problem problem = catchThrowableOfType(Failure.class, command::run).first();
        assertThat(ErrorCode.of(problem)).isEqualTo(code);
        assertThat(problem.hints()).isNotEmpty();
    }
}

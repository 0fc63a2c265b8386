package dev.aether.ajj.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.model.AetherConfig;
import dev.aether.ajj.model.Injection;
import dev.aether.ajj.model.ServiceSpec;
import dev.aether.ajj.model.Template;
import dev.aether.ajj.model.WorkspaceEntry;
import dev.aether.ajj.model.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.Backend.ContainerState;
import dev.aether.ajj.spi.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpWorkspaceTest {
    private static final Path MAIN = Path.of("/repo/main");
    private static final String DB = "aether-a4f3b-default-db";
    private static final String WEB = "aether-a4f3b-default-web";
    private static final AetherConfig CONFIG = config(service("web", 80, "db"), service("db", 5432));

    private final FakeWorld world = new FakeWorld(CONFIG);

    @BeforeEach
    void bringUp() {
        up();
    }

    @Test
    void theDefaultWorkspaceGetsServicesToo() {
        assertThat(world.contents())
                .containsExactly(
                        "container " + DB,
                        "container " + WEB,
                        "network aether-a4f3b-default",
                        "file /repo/main/.env",
                        "entry default",
                        "port 20000",
                        "port 20001");
        assertThat(world.engine.started()).containsExactly("db", "web");
        assertThat(entry().phase()).isEqualTo(Phase.READY);
        assertThat(entry().root()).isEqualTo(MAIN);
    }

    @Test
    void whenNothingIsToBeDoneNothingIsAskedOrWritten() {
        int before = world.faults.reached().size();
        Brought brought = up();
        assertThat(brought.isUnchanged()).isTrue();
        assertThat(brought.workspace().health()).isEqualTo(Health.HEALTHY);
        List<String> asked = world
                .faults
                .reached()
                .subList(before, world.faults.reached().size())
                .stream()
                .filter(operation -> !operation.equals("render"))
                .toList();
        assertThat(asked)
                .containsExactlyInAnyOrder("jj workspace list", "observe", "read registry", "probe 80", "probe 5432");
    }

    @Test
    void whatIsMissingIsCreatedWithItsPort() {
        world.engine.vanish(DB);
        assertThat(up().changes()).containsExactly(Map.entry("web", Change.UNCHANGED), Map.entry("db", Change.CREATED));
        assertThat(ports("db")).containsExactly(20001);
        assertThat(portCount()).isEqualTo(2);
    }

    @Test
    void whatDiedIsStarted() {
        world.engine.kill(DB, 1);
        assertThat(up().changes()).containsEntry("db", Change.STARTED);
        assertThat(world.engine.started()).as("no container was made").hasSize(2);
    }

    @Test
    void whatCannotBeStartedIsMadeAnew() {
        world.engine.kill(DB, 1);
        world.engine.broken.add(DB);
        assertThat(up().changes()).containsEntry("db", Change.RECREATED);
        assertThat(ports("db")).containsExactly(20001);
    }

    @Test
    void aPortThatAStrangerTookIsExchangedAndTheFileRewritten() {
        world.engine.kill(DB, 1);
        world.engine.takenPorts.add(20001);
        Brought brought = up();
        assertThat(brought.changes()).containsEntry("db", Change.RECREATED).containsEntry("web", Change.UNCHANGED);
        assertThat(brought.injected()).isTrue();
        assertThat(ports("db")).containsExactly(20002);
        assertThat(ports("web")).containsExactly(20000);
        assertThat(world.content(MAIN.resolve(".env")).orElseThrow())
                .contains("20002")
                .doesNotContain("20001");
        assertThat(portCount()).isEqualTo(2);
    }

    @Test
    void whatHasChangedIsMadeAnew() {
        world.declare(config(service("web", 80, "db"), withImage(service("db", 5432), "db:2")));
        assertThat(up().changes()).containsEntry("db", Change.RECREATED).containsEntry("web", Change.UNCHANGED);
        assertThat(ports("db")).containsExactly(20001);
        assertThat(up().isUnchanged()).isTrue();
    }

    @Test
    void onlyThePortsThatChangedMove() {
        ServiceSpec more =
                Declarations.service("db", List.of(Declarations.tcp(5432), Declarations.tcp(9000)), List.of());
        world.declare(config(service("web", 80, "db"), more));
        up();
        assertThat(ports("db")).containsExactly(20001, 20002);
        world.declare(config(
                service("web", 80, "db"), Declarations.service("db", List.of(Declarations.tcp(9000)), List.of())));
        up();
        assertThat(ports("db")).containsExactly(20002);
        assertThat(portCount()).isEqualTo(2);
    }

    @Test
    void whatIsDeclaredNoMoreIsTakenAway() {
        world.declare(config(service("db", 5432)));
        assertThat(up().changes()).containsExactly(Map.entry("db", Change.UNCHANGED), Map.entry("web", Change.REMOVED));
        assertThat(world.contents()).doesNotContain("container " + WEB).contains("container " + DB);
        assertThat(entry().services()).containsOnlyKeys("db");
        assertThat(portCount()).isEqualTo(1);
        assertThat(up().isUnchanged()).isTrue();
    }

    @Test
    void aNewServiceIsAdded() {
        world.declare(config(service("web", 80, "db"), service("db", 5432), service("mail", 25)));
        assertThat(up().changes()).containsEntry("mail", Change.CREATED).containsEntry("db", Change.UNCHANGED);
        assertThat(ports("mail")).containsExactly(20002);
    }

    @Test
    void aNetworkThatWasRemovedIsMadeAgain() {
        world.engine.vanishNetwork("aether-a4f3b-default");
        assertThat(up().changes()).containsEntry("db", Change.RECREATED).containsEntry("web", Change.RECREATED);
        assertThat(world.contents()).contains("network aether-a4f3b-default");
        assertThat(ports("db")).containsExactly(20001);
    }

    @Test
    void namedServicesComeWithWhatTheyDependOn() {
        world.declare(config(service("web", 80, "db"), service("db", 5432), service("mail", 25)));
        world.engine.vanish(DB);
        assertThat(up("web").changes())
                .containsExactly(Map.entry("web", Change.UNCHANGED), Map.entry("db", Change.CREATED));
        assertThat(world.contents()).doesNotContain("container aether-a4f3b-default-mail");
        assertThat(up("web").isUnchanged()).isTrue();
    }

    @Test
    void namedServicesLeaveUndeclaredOnesAlone() {
        world.declare(config(service("db", 5432)));
        assertThat(up("db").changes()).containsExactly(Map.entry("db", Change.UNCHANGED));
        assertThat(world.contents()).contains("container " + WEB);
        assertThat(entry().services()).as("it is still there").containsKey("web");
    }

    @Test
    void anUnknownServiceIsRefused() {
        Failure failure = catchThrowableOfType(Failure.class, () -> up("bd"));
        assertThat(failure.first().message()).isEqualTo("/repo/main/aether.toml declares no service \"bd\"");
        assertThat(failure.first().hints()).containsExactly("it declares: web, db");
    }

    @Test
    void aLostRegistryIsFoundAgainFromTheContainers() {
        world.change(world.repository, "default", _ -> Optional.empty());
        Brought brought = up();
        assertThat(brought.changes())
                .containsOnly(Map.entry("web", Change.UNCHANGED), Map.entry("db", Change.UNCHANGED));
        assertThat(ports("db")).containsExactly(20001);
        assertThat(entry().phase()).isEqualTo(Phase.READY);
    }

    @Test
    void anEntryOfAnAddThatDiedIsCompleted() {
        world.change(world.repository, "default", entry -> entry.map(found -> found.withPhase(Phase.CREATING)));
        world.engine.vanish(WEB);
        up();
        assertThat(entry().phase()).isEqualTo(Phase.READY);
        assertThat(world.contents()).contains("container " + WEB);
    }

    @Test
    void aWorkspaceThatMovedIsPutRightInTheRegistry() {
        world.change(world.repository, "default", entry -> entry.map(found -> found.withRoot(Path.of("/elsewhere"))));
        assertThat(up().changes().values()).containsOnly(Change.UNCHANGED);
        assertThat(entry().root()).isEqualTo(MAIN);
    }

    @Test
    void aWorkspaceThatJjRenamedIsRefused() {
        world.addPlainWorkspace("feature");
        WorkspaceEntry own = entry();
        world.change(
                world.repository,
                "former",
                _ -> Optional.of(new WorkspaceEntry(
                        "former",
                        Path.of("/repo/feature"),
                        "aether-a4f3b-former",
                        own.backend(),
                        own.phase(),
                        own.services(),
                        own.envFiles(),
                        own.created(),
                        own.owner())));
        List<String> before = world.contents();
        Failure failure = catchThrowableOfType(Failure.class, () -> upIn(Path.of("/repo/feature")));
        assertThat(failure.first()).isEqualTo(new Problem.WorkspaceRenamed("former", "feature"));
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aWorkspaceOfJjAloneGetsServicesOfItsOwn() {
        world.addPlainWorkspace("feature");
        Brought brought = upIn(Path.of("/repo/feature"));
        assertThat(brought.workspace().name()).isEqualTo("feature");
        assertThat(brought.workspace().current()).isTrue();
        assertThat(world.contents()).contains("container aether-a4f3b-feature-db", "file /repo/feature/.env");
    }

    @Test
    void aTrackedFileIsRefusedBeforeAnythingIsMade() {
        world.addPlainWorkspace("feature");
        world.trackedFiles.add(".env");
        List<String> before = world.contents();
        Failure failure = catchThrowableOfType(Failure.class, () -> upIn(Path.of("/repo/feature")));
        assertThat(failure.problems()).hasSize(1);
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aServiceThatDoesNotAnswerIsWaitedFor() {
        world.silentPorts.add(20001);
        Thread.ofVirtual().start(() -> {
            while (!world.faults.reached().contains("lock default")) {
                Thread.onSpinWait();
            }
            world.silentPorts.clear();
        });
        assertThat(up().isUnchanged()).isTrue();
    }

    @Test
    void whatWasWellStaysWhenAnotherFails() {
        world.declare(config(service("web", 80, "db"), withImage(service("db", 5432), "db:2")));
        world.engine.stateOfNew = new ContainerState(false, 3, 0, false);
        Failure failure = catchThrowableOfType(Failure.class, this::up);
        assertThat(failure.first()).isInstanceOf(Problem.ServiceNotReady.class);
        Problem.Unfinished unfinished = (Problem.Unfinished) failure.problems().getLast();
        assertThat(unfinished.lost()).containsExactly("db");
        assertThat(unfinished.done()).isEmpty();
        assertThat(world.contents()).contains("container " + WEB, "container " + DB);

        world.declare(CONFIG);
        world.engine.stateOfNew = new ContainerState(true, 0, 0, false);
        assertThat(up().changes()).as("the way back").containsEntry("db", Change.RECREATED);
    }

    @Test
    void aNewServiceThatFailsLeavesNoContainer() {
        world.declare(config(service("web", 80, "db"), service("db", 5432), service("mail", 25)));
        world.engine.stateOfNew = new ContainerState(false, 3, 0, false);
        Failure failure = catchThrowableOfType(Failure.class, this::up);
        assertThat(failure.problems())
                .extracting(ErrorCode::of)
                .containsExactly(ErrorCode.SERVICE_NOT_READY, ErrorCode.ROLLBACK_INCOMPLETE);
        assertThat(world.contents())
                .contains("container " + WEB, "container " + DB)
                .doesNotContain("container aether-a4f3b-default-mail");
    }

    static Stream<String> everyOperation() {
        FakeWorld rehearsal = spoilt();
        int before = rehearsal.faults.reached().size();
        upIn(rehearsal, MAIN);
        return rehearsal.faults.reached().stream().skip(before).distinct();
    }

    /** One service is to be created, one to be started, one to be made anew, one to be removed. */
    private static FakeWorld spoilt() {
        FakeWorld world = new FakeWorld(config(service("web", 80, "db"), service("db", 5432), service("old", 25)));
        upIn(world, MAIN);
        world.engine.kill(WEB, 1);
        world.declare(config(service("web", 80, "db"), withImage(service("db", 5432), "db:2"), service("mail", 26)));
        return world;
    }

    @ParameterizedTest(name = "failing: {0}")
    @MethodSource("everyOperation")
    void whicheverStepFailsTheNextOneFinishesIt(String operation) {
        FakeWorld world = spoilt();
        world.faults.failAt(operation);
        Failure failure = catchThrowableOfType(Failure.class, () -> upIn(world, MAIN));
        if (failure != null) {
            assertThat(failure.problems())
                    .anySatisfy(problem -> assertThat(problem.message()).contains(operation));
        }
        upIn(world, MAIN);
        assertThat(upIn(world, MAIN).isUnchanged()).isTrue();
        assertThat(world.engine.contents())
                .containsExactly(
                        "container " + DB,
                        "container aether-a4f3b-default-mail",
                        "container " + WEB,
                        "network aether-a4f3b-default");
        assertThat(world.contents().stream().filter(what -> what.startsWith("port")))
                .hasSize(3);
    }

    private WorkspaceEntry entry() {
        return world.find(world.repository, "default").orElseThrow();
    }

    private List<Integer> ports(String service) {
        return List.copyOf(
                Objects.requireNonNull(entry().services().get(service)).ports().values());
    }

    private long portCount() {
        return world.contents().stream()
                .filter(what -> what.startsWith("port "))
                .count();
    }

    private Brought up(String... services) {
        return upIn(world, MAIN, services);
    }

    private Brought upIn(Path directory) {
        return upIn(world, directory);
    }

    private static Brought upIn(FakeWorld world, Path directory, String... services) {
        Backends backends = new Backends(List.of(world), world);
        return new UpWorkspace(world, world, world, backends, world, world, world, world)
                .up(new UpRequest(directory, Optional.empty(), List.of(services), Optional.empty()), Progress.SILENT);
    }

    private static ServiceSpec service(String name, int port, String... dependsOn) {
        return FakeWorld.service(name, port, List.of(dependsOn));
    }

    private static ServiceSpec withImage(ServiceSpec service, String image) {
        return Declarations.withImage(service, image);
    }

    private static AetherConfig config(ServiceSpec... services) {
        AetherConfig plain = Declarations.config(services);
        Template template = new Template("{{ services }}", Declarations.POSITION);
        return new AetherConfig(
                plain.file(),
                plain.backend(),
                plain.ports(),
                plain.services(),
                List.of(new Injection(".env", template, Declarations.POSITION)));
    }
}

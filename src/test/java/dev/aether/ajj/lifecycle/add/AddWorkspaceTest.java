package dev.aether.ajj.lifecycle.add;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ConfigProblem;
import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.error.WorkspaceProblem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.Healthcheck;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.Traces;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddWorkspaceTest {
    private static final Path DESTINATION = Path.of("/repo/feature");
    private static final AetherConfig CONFIG = Declarations.config(
            FakeWorld.service("web", 80, List.of("db", "cache")),
            FakeWorld.service("db", 5432, List.of()),
            FakeWorld.service("cache", 6379, List.of()));

    private final FakeWorld world = new FakeWorld(CONFIG);

    @Test
    void createsEverythingDeclared() {
        WorkspaceView workspace = add(world);

        assertThat(world.contents())
                .containsExactly(
                        "container aether-a4f3b-feature-cache",
                        "container aether-a4f3b-feature-db",
                        "container aether-a4f3b-feature-web",
                        "network aether-a4f3b-feature",
                        "jj feature",
                        "directory /repo/feature",
                        "file /repo/feature/.env",
                        "entry feature",
                        "port 20000",
                        "port 20001",
                        "port 20002");
        assertThat(workspace.services()).extracting(ServiceView::name).containsExactly("web", "db", "cache");
        assertThat(workspace.health()).isEqualTo(Health.HEALTHY);
        assertThat(world.entries(world.repository).getFirst().phase()).hasToString("READY");
    }

    @Test
    void startsDependenciesFirst() {
        add(world);
        assertThat(world.engine.started()).endsWith("web").hasSize(3);
    }

    @Test
    void recordsTheEntryBeforeCreatingResources() {
        add(world);
        List<String> reached = world.faults.reached();
        assertThat(reached.indexOf("registry CREATING"))
                .isLessThan(reached.indexOf("jj workspace add"))
                .isLessThan(reached.indexOf("create network"));
        assertThat(reached.indexOf("ignore")).isLessThan(reached.indexOf("prepare .env"));
        assertThat(reached.getLast()).isEqualTo("registry READY");
    }

    static Stream<String> everyOperation() {
        FakeWorld rehearsal = new FakeWorld(CONFIG);
        add(rehearsal);
        return rehearsal.faults.reached().stream().distinct();
    }

    @ParameterizedTest(name = "failing: {0}")
    @MethodSource("everyOperation")
    void anyFailedStepIsRolledBack(String operation) {
        world.faults.failAt(operation);
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));
        assertThat(failure).isNotNull();
        assertThat(failure.first().message()).contains(operation);
        assertThat(world.contents()).isEmpty();
        assertThat(world.ignoredFiles).isEmpty();
    }

    static Stream<String> operationsWhoseAnswerCanBeLost() {
        return Stream.of("create network", "start web", "start db", "registry READY", "prepare .env", "inject .env");
    }

    @ParameterizedTest(name = "done, but failing: {0}")
    @MethodSource("operationsWhoseAnswerCanBeLost")
    void anyLostResponseIsRolledBack(String operation) {
        world.faults.failAfter(operation);
        assertThatThrownBy(() -> add(world)).isInstanceOf(Failure.class);
        assertThat(world.contents().stream().filter(what -> !isLostFile(operation, what)))
                .isEmpty();
    }

    /** The directory is deleted as a whole; the fake's injected files are not part of it. */
    private static boolean isLostFile(String operation, String what) {
        return operation.equals("prepare .env") && what.startsWith("file ");
    }

    @Test
    void reportsLeftoversOfAFailedRollback() {
        world.engine.stuck.add("aether-a4f3b-feature-db");
        world.faults.failAt("inject .env");
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));

        assertThat(failure.problems()).extracting(ErrorCode::of).contains(ErrorCode.ROLLBACK_INCOMPLETE);
        assertThat(failure.problems().getLast().message()).contains("container aether-a4f3b-feature-db");
        assertThat(failure.problems().getLast().hints()).containsExactly("ajj workspace forget feature");
        assertThat(world.contents())
                .as("the entry stays, for `forget` to find the rest by")
                .contains("entry feature", "port 20000")
                .doesNotContain("jj feature");
    }

    @Test
    void replacesAPortThatTheEngineFindsInUse() {
        world.engine.takenPorts.addAll(List.of(20000, 20001, 20002));
        WorkspaceView workspace = add(world);
        assertThat(workspace.services())
                .allSatisfy(
                        service -> assertThat(service.ports().values()).noneMatch(world.engine.takenPorts::contains));
        assertThat(world.contents().stream().filter(what -> what.startsWith("port")))
                .hasSize(3);
    }

    @Test
    void refusesATrackedFile() {
        world.trackedFiles.add(".env");
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));
        assertThat(failure.first()).isInstanceOf(InjectionProblem.Failed.class);
        assertThat(failure.first().message()).contains("jj tracks it in this revision");
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void showsTheLogOfADeadServiceWithoutSecrets() {
        world.engine.stateOfNew = new ContainerState(false, 3, 0, false);
        world.engine.log.addAll(List.of("starting", "cannot log in with hunter2"));
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));

        assertThat(failure.first()).isInstanceOf(ServiceProblem.NotReady.class);
        ServiceProblem.NotReady dead = (ServiceProblem.NotReady) failure.first();
        assertThat(dead.reason()).isEqualTo("its container ended with status 3");
        assertThat(dead.log()).containsExactly("starting", "cannot log in with ******");
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void showsTheOutputOfAHealthcheckWithoutSecrets() {
        Healthcheck check = new Healthcheck(new Healthcheck.Command(List.of("ask-me", "--now")), Duration.ofMillis(1));
        FakeWorld world = new FakeWorld(
                Declarations.config(Declarations.service("db", List.of(Declarations.tcp(5432)), List.of(), check)));
        world.engine.checkResult = new Backend.CommandResult(OptionalInt.of(7), List.of("hunter2 is not welcome"));
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));

        ServiceProblem.NotReady sick = (ServiceProblem.NotReady) failure.first();
        assertThat(sick.message())
                .matches(
                        "the service db is not ready after [0-9.]+ s: its healthcheck `ask-me [.]{3}` ended with status 7");
        assertThat(sick.healthcheck()).containsExactly("****** is not welcome");
        assertThat(sick.hints()).hasSize(2);
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void showsTheReasonForWaitingWithoutSecrets() {
        Duration longerThanASlowOne = Duration.ofSeconds(4);
        Healthcheck check = new Healthcheck(new Healthcheck.Command(List.of("ask-me")), longerThanASlowOne);
        FakeWorld world = new FakeWorld(
                Declarations.config(Declarations.service("db", List.of(Declarations.tcp(5432)), List.of(), check)));
        world.engine.checkResult = new Backend.CommandResult(OptionalInt.of(7), List.of());
        world.engine.log.add("cannot log in with hunter2");
        Traces traces = new Traces();

        Failure failure = catchThrowableOfType(Failure.class, () -> add(world, true, traces));

        assertThat(failure.first()).isInstanceOf(ServiceProblem.NotReady.class);
        String missing = "db its healthcheck `ask-me` ended with status 7 | ";
        assertThat(traces.waits).first().isEqualTo(missing);
        assertThat(traces.waits).last().isEqualTo(missing + "cannot log in with ******");
    }

    @Test
    void aLastCheckWithoutAnEndDoesNotHideTheReason() {
        Healthcheck check = new Healthcheck(new Healthcheck.Command(List.of("ask-me")), Duration.ofMillis(50));
        FakeWorld world = new FakeWorld(
                Declarations.config(Declarations.service("db", List.of(Declarations.tcp(5432)), List.of(), check)));
        world.engine.checkResult = new Backend.CommandResult(OptionalInt.of(7), List.of("no such user"));
        Progress progress = new Progress() {
            @Override
            public void update(String subject, Stage stage, String detail) {}

            @Override
            public void warn(String message) {}

            @Override
            public void trace(String call, long millis) {}

            @Override
            public void waiting(String subject, Wait wait) {
                world.engine.checkResult = new Backend.CommandResult(OptionalInt.empty(), List.of());
            }
        };

        Failure failure = catchThrowableOfType(Failure.class, () -> add(world, true, progress));

        ServiceProblem.NotReady sick = (ServiceProblem.NotReady) failure.first();
        assertThat(sick.message()).endsWith("its healthcheck `ask-me` ended with status 7");
        assertThat(sick.healthcheck()).containsExactly("no such user");
    }

    @Test
    void refusesANameThatExists() {
        add(world);
        List<String> before = world.contents();
        assertThatThrownBy(() -> add(world)).isInstanceOf(Failure.class).hasMessageContaining("exists already");
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aNameTakenMeanwhileBelongsToTheOtherProcess() {
        FakeWorld other = new FakeWorld(CONFIG);
        add(other);
        WorkspaceEntry taken = other.entries(other.repository).getFirst();
        world.faults.runBefore(
                "lock feature", () -> world.change(world.repository, "feature", _ -> Optional.of(taken)));

        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));

        assertThat(failure.first().message()).contains("exists already");
        assertThat(failure.outcome()).isEmpty();
        assertThat(world.contents()).contains("entry feature");
    }

    /** A service without files may answer before the workspace is checked out. */
    private Runnable whenCheckedOut(Runnable event) {
        return () -> {
            while (world.content(DESTINATION.resolve(".env")).isEmpty()) {
                Thread.onSpinWait();
            }
            event.run();
        };
    }

    @Test
    void doesNotInjectIntoAReplacedDirectory() {
        world.onProbe.put(6379, whenCheckedOut(() -> world.replaced.add(DESTINATION)));
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));
        assertThat(failure.first()).isInstanceOf(InjectionProblem.Failed.class);
        assertThat(failure.first().message()).contains("was moved or replaced by another one");
        assertThat(failure.problems().getLast().message()).contains("it was moved from /repo/feature");
        assertThat(world.content(DESTINATION.resolve(".env"))).as("untouched").contains("");
        assertThat(world.contents())
                .as("the entry stays while something is left")
                .containsExactlyInAnyOrder(
                        "directory /repo/feature",
                        "file /repo/feature/.env",
                        "entry feature",
                        "port 20000",
                        "port 20001",
                        "port 20002");
        assertThat(world.faults.reached()).doesNotContain("withdraw .env", "delete directory");
    }

    @Test
    void aWorkspaceForgottenMeanwhileIsRolledBack() {
        world.onProbe.put(6379, whenCheckedOut(() -> world.forgetWorkspaces(world.repository, List.of("feature"))));
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));
        assertThat(failure.first()).isInstanceOf(WorkspaceProblem.Forgotten.class);
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void aWorkspaceRenamedMeanwhileIsReady() {
        world.onProbe.put(6379, whenCheckedOut(() -> world.renameInJj("feature", "renamed")));
        assertThat(add(world).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void anInterruptionIsRolledBack() {
        Thread.currentThread().interrupt();
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));
        assertThat(failure.first()).isInstanceOf(Problem.Interrupted.class);
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void withoutServicesTheEngineIsNotUsed() {
        add(world, false);
        assertThat(world.contents()).containsExactly("jj feature", "directory /repo/feature", "entry feature");
    }

    @Test
    void anUnsupportedServiceIsRefusedFirst() {
        Problem unfit = new ConfigProblem.Invalid(Declarations.POSITION, "no", List.of("leave it out"));
        world.engine.checkFailure = Optional.of(new Failure(unfit));
        Failure failure = catchThrowableOfType(Failure.class, () -> add(world));
        assertThat(failure.problems()).containsExactly(unfit);
        assertThat(world.contents()).isEmpty();
        assertThat(world.faults.reached())
                .noneMatch(operation -> operation.matches("(fetch|start|registry|jj workspace add|reserve).*"));
    }

    @Test
    void anEngineOnAnotherMachineGetsCopiesOfFiles() {
        world.engine.remote = true;
        VolumeSpec.Bind bind = new VolumeSpec.Bind("./conf", "/etc/conf", true, Declarations.POSITION);
        world.declare(Declarations.config(Declarations.withVolumes(
                FakeWorld.service("db", 5432, List.of()), bind, new VolumeSpec.Named("data", "/data", false))));
        add(world);
        assertThat(world.engine.startedAs("db").volumes())
                .containsExactly(new VolumeSpec.Copy(bind), new VolumeSpec.Named("data", "/data", false));
        assertThat(world.engine.reached).contains(Map.of("db", Map.of("5432", 20000)));
    }

    private static WorkspaceView add(FakeWorld world) {
        return add(world, true);
    }

    private static WorkspaceView add(FakeWorld world, boolean services) {
        return add(world, services, Progress.SILENT);
    }

    private static WorkspaceView add(FakeWorld world, boolean services, Progress progress) {
        AddRequest request = new AddRequest(
                Path.of("/repo/main"),
                Optional.empty(),
                DESTINATION,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                services,
                Deadline.NONE,
                false);
        Backends backends = new Backends(List.of(world), world);
        return UseCases.add(world, backends).add(request, progress).workspace();
    }
}

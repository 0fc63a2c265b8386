package dev.aether.ajj.lifecycle.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.InjectionProblem;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.spi.backend.Backend.ContainerState;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The state of a workspace after {@code ajj up} fails half-way. */
class UpFailuresTest extends BroughtUp {

    @Test
    void aTrackedFileIsRefusedFirst() {
        world.addPlainWorkspace("feature");
        world.trackedFiles.add(".env");
        List<String> before = world.contents();
        Failure failure = catchThrowableOfType(Failure.class, () -> upIn(Path.of("/repo/feature")));
        assertThat(failure.problems()).hasSize(1);
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void doesNotInjectIntoAReplacedDirectory() {
        Optional<String> before = world.content(MAIN.resolve(".env"));
        world.engine.removeContainer(DB);
        world.declare(config(service("web", 80, "db"), service("db", 5432), service("mail", 25)));
        world.onProbe.put(25, () -> world.replaced.add(MAIN));
        Failure failure = catchThrowableOfType(Failure.class, this::up);
        assertThat(failure.first()).isInstanceOf(InjectionProblem.Failed.class);
        assertThat(failure.first().message()).contains("the directory /repo/main was moved or replaced");
        assertThat(failure.problems())
                .filteredOn(InjectionProblem.class::isInstance)
                .hasSize(1);
        assertThat(world.content(MAIN.resolve(".env"))).isEqualTo(before);
        world.replaced.clear();
        world.onProbe.clear();
        assertThat(up().isUnchanged()).isFalse();
        assertThat(world.content(MAIN.resolve(".env"))).isNotEqualTo(before);
    }

    @Test
    void namesTheContainerThatPublishesAFixedPort() {
        PortSpec fixed = new PortSpec(5432, PortSpec.Protocol.TCP, OptionalInt.of(15432));
        world.declare(config(service("web", 80), Declarations.service("mail", List.of(fixed), List.of())));
        world.engine.takenPorts.add(15432);

        Problem unknown = catchThrowableOfType(Failure.class, this::up).first();
        assertThat(unknown.message()).isEqualTo("a host port of the service mail is in use: port is already allocated");

        world.engine.publishers.put(15432, "the container shop-db-1");
        Problem named = catchThrowableOfType(Failure.class, this::up).first();
        assertThat(named.message()).isEqualTo("port 15432 of the service mail is in use by the container shop-db-1");
        assertThat(named.hints()).first().asString().endsWith(": docker ps --filter publish=15432");
    }

    @Test
    void aServiceThatDiesMeanwhileIsNotReady() {
        world.engine.removeContainer(DB);
        world.engine.removeContainer(WEB);
        world.onProbe.put(80, () -> world.engine.kill(DB, 1));
        Failure failure = catchThrowableOfType(Failure.class, this::up);
        assertThat(failure.first()).isInstanceOf(ServiceProblem.NotReady.class);
        assertThat(failure.first().message()).startsWith("the service db is not ready: ");
    }

    @Test
    void aServiceThatDoesNotAnswerIsAwaited() {
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
    void healthyServicesStayWhenAnotherFails() {
        world.declare(config(service("web", 80, "db"), withImage(service("db", 5432), "db:2")));
        world.engine.stateOfNew = new ContainerState(false, 3, 0, false);
        Failure failure = catchThrowableOfType(Failure.class, this::up);
        assertThat(failure.first()).isInstanceOf(ServiceProblem.NotReady.class);
        Problem.Unfinished unfinished = (Problem.Unfinished) failure.problems().getLast();
        assertThat(unfinished.lost()).containsExactly("db");
        assertThat(unfinished.done()).isEmpty();
        assertThat(world.contents()).contains("container " + WEB, "container " + DB);

        world.declare(CONFIG);
        world.engine.stateOfNew = new ContainerState(true, 0, 0, false);
        assertThat(up().changes()).as("the way back").containsEntry("db", Change.RECREATED);
    }

    @Test
    void aServiceWhoseNewImageIsMissingStaysReady() {
        world.declare(config(service("web", 80, "db"), withImage(service("db", 5432), "db:2")));
        world.faults.failAt("fetch db:2");
        assertThat(catchThrowableOfType(Failure.class, this::up).problems()).isNotEmpty();
        assertThat(entry().services().get("db"))
                .isNotNull()
                .extracting("containerId")
                .isNotEqualTo("");
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

    /** One service each to create, start, recreate and remove. */
    private static FakeWorld spoilt() {
        FakeWorld world = new FakeWorld(config(service("web", 80, "db"), service("db", 5432), service("old", 25)));
        upIn(world, MAIN);
        world.engine.kill(WEB, 1);
        world.declare(config(service("web", 80, "db"), withImage(service("db", 5432), "db:2"), service("mail", 26)));
        return world;
    }

    @ParameterizedTest(name = "failing: {0}")
    @MethodSource("everyOperation")
    void theNextUpFinishesAfterAnyFailedStep(String operation) {
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
}

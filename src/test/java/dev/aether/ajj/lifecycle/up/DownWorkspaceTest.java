package dev.aether.ajj.lifecycle.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.add.AddRequest;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.forget.ForgetRequest;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.workspace.WorkspaceEntry.Phase;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownWorkspaceTest {
    private static final Path MAIN = Path.of("/repo/main");
    private static final String DB = "aether-a4f3b-default-db";

    private final FakeWorld world = new FakeWorld(Declarations.config(
            Declarations.withVolume(FakeWorld.service("db", 5432, List.of()), "data"),
            FakeWorld.service("cache", 6379, List.of())));
    private final Backends backends = new Backends(List.of(world), world);

    @BeforeEach
    void bringUp() {
        up();
    }

    @Test
    void keepsEntryPortsAndData() {
        DownResult takenDown = down(false);
        assertThat(takenDown.containers()).isEqualTo(2);
        assertThat(world.contents()).containsExactly("entry default", "port 20000", "port 20001");
        assertThat(world.engine.volumes()).containsExactly("aether-a4f3b-default-data");
        assertThat(takenDown.workspace().health()).isEqualTo(Health.STOPPED);
        assertThat(takenDown.workspace().services()).isEmpty();
    }

    @Test
    void withVolumesTheDataIsRemoved() {
        down(true);
        assertThat(world.engine.volumes()).isEmpty();
    }

    @Test
    void upRestoresTheSamePorts() {
        var before = world.find(world.repository, "default").orElseThrow();
        down(false);
        up();
        var after = world.find(world.repository, "default").orElseThrow();
        assertThat(after.services()).isEqualTo(before.services());
        assertThat(after.phase()).isEqualTo(Phase.READY);
        assertThat(world.contents()).contains("file /repo/main/.env");
    }

    @Test
    void forgetRemovesTheRest() {
        down(false);
        UseCases.forget(world, backends)
                .forget(
                        new ForgetRequest(
                                MAIN, MAIN, Optional.empty(), List.of("default"), false, true, false, Deadline.NONE),
                        Progress.SILENT);
        assertThat(world.contents()).isEmpty();
        assertThat(world.engine.volumes()).isEmpty();
    }

    @Test
    void twiceIsNoError() {
        down(false);
        assertThat(down(false).containers()).isZero();
    }

    @Test
    void aWorkspaceWithoutAnEntryIsUnchanged() {
        world.addPlainWorkspace("feature");
        DownResult takenDown = UseCases.down(world, backends)
                .down(
                        new DownRequest(Path.of("/repo/feature"), Optional.empty(), false, false, Deadline.NONE),
                        Progress.SILENT);
        assertThat(takenDown.containers()).isZero();
        assertThat(takenDown.workspace().phase()).isEmpty();
    }

    @Test
    void leftoversAreReported() {
        world.engine.stuck.add(DB);
        DownResult takenDown = down(false);
        assertThat(takenDown.problems())
                .extracting(ErrorCode::of)
                .containsExactly(ErrorCode.BACKEND_DEPROVISION_FAILED);
        assertThat(takenDown.workspace().services()).as("it is not down yet").isNotEmpty();
        assertThat(takenDown.workspace().services().getFirst().status()).isEqualTo(ServiceView.Status.READY);
        world.engine.stuck.clear();
        assertThat(down(false).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry DOWN", "withdraw .env", "take down"})
    void aSecondRunFinishesAfterAnyFailure(String operation) {
        world.faults.failAt(operation);
        try {
            assertThat(down(false).problems()).isNotEmpty();
        } catch (Failure failure) {
            assertThat(failure.first().message()).contains(operation);
        }
        assertThat(down(false).problems()).isEmpty();
        assertThat(world.contents()).containsExactly("entry default", "port 20000", "port 20001");
    }

    @Test
    void anEngineThatDoesNotAnswerChangesNothing() {
        List<String> before = world.contents();
        world.faults.failAt("verify");
        assertThatThrownBy(() -> down(false)).isInstanceOf(Failure.class);
        assertThat(world.contents()).isEqualTo(before);
    }

    /** Checks the hint for another workspace that needs the same port. */
    @Test
    void fixedPortsAreReleasedForOthersAndReservedAgain() {
        PortSpec fixed = new PortSpec(5432, PortSpec.Protocol.TCP, OptionalInt.of(15432));
        world.declare(Declarations.config(
                Declarations.service("db", List.of(fixed), List.of()), FakeWorld.service("cache", 6379, List.of())));
        up();
        assertThatThrownBy(this::add).hasMessageContaining("15432").hasMessageContaining("default");

        down(false);

        assertThat(world.contents()).contains("entry default", "port 20001").doesNotContain("port 15432");
        add();
        assertThatThrownBy(this::up).hasMessageContaining("15432").hasMessageContaining("feature");
        UseCases.forget(world, backends)
                .forget(
                        new ForgetRequest(
                                MAIN, MAIN, Optional.empty(), List.of("feature"), false, true, false, Deadline.NONE),
                        Progress.SILENT);
        up();
        assertThat(world.contents()).contains("port 15432");
    }

    private void add() {
        UseCases.add(world, backends)
                .add(
                        new AddRequest(
                                MAIN,
                                Optional.empty(),
                                Path.of("/repo/feature"),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                List.of(),
                                true,
                                Deadline.NONE,
                                false),
                        Progress.SILENT);
    }

    private DownResult down(boolean volumes) {
        return UseCases.down(world, backends)
                .down(new DownRequest(MAIN, Optional.empty(), volumes, false, Deadline.NONE), Progress.SILENT);
    }

    private void up() {
        UseCases.up(world, backends)
                .up(new UpRequest(MAIN, Optional.empty(), List.of(), Deadline.NONE, false, false), Progress.SILENT);
    }
}

package dev.aether.ajj.lifecycle.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.ErrorCode;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.add.AddRequest;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.up.UpRequest;
import dev.aether.ajj.lifecycle.up.UpResult;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the user is asked, and what happens without an answer. */
class TrustTest {
    @TempDir
    private Path temporary;

    private Path root;
    private FakeWorld world;

    @BeforeEach
    void makeWorld() throws IOException {
        root = Files.createDirectories(temporary.toRealPath().resolve("main"));
        world = new FakeWorld(mounting("/etc"), root);
    }

    private static AetherConfig mounting(String... sources) {
        ServiceSpec plain = FakeWorld.service("db", 5432, List.of());
        VolumeSpec[] mounts = new VolumeSpec[sources.length];
        for (int index = 0; index < sources.length; index++) {
            mounts[index] = new VolumeSpec.Bind(sources[index], "/m" + index, true, Declarations.POSITION);
        }
        return Declarations.config(Declarations.withVolumes(plain, mounts));
    }

    private UpResult up(boolean mayAsk) {
        return UseCases.up(world, new Backends(List.of(world), world))
                .up(new UpRequest(root, Optional.empty(), List.of(), Deadline.NONE, mayAsk, false), Progress.SILENT);
    }

    private WorkspaceView add(boolean mayAsk) {
        AddRequest request = new AddRequest(
                root,
                Optional.empty(),
                root.resolveSibling("one"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Deadline.NONE,
                mayAsk);
        return UseCases.add(world, new Backends(List.of(world), world))
                .add(request, Progress.SILENT)
                .workspace();
    }

    private void assertRefused(Runnable work) {
        Failure failure = catchThrowableOfType(Failure.class, work::run);
        assertThat(failure).isNotNull();
        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.CONFIG_UNTRUSTED);
    }

    private void assertDeclined(Runnable work) {
        Failure failure = catchThrowableOfType(Failure.class, work::run);
        assertThat(failure.first())
                .isEqualTo(new Problem.Declined("aether.toml is not trusted", List.of("to allow it later: ajj trust")));
    }

    @Test
    void withoutATerminalNothingIsCreated() {
        assertRefused(() -> up(true));
        assertRefused(() -> add(true));
        assertThat(world.contents()).isEmpty();
        assertThat(world.trustStore.all()).isEmpty();
    }

    @Test
    void withJsonOutputThereIsNoQuestion() {
        world.userAnswer = Optional.of(true);
        assertRefused(() -> up(false));
        assertRefused(() -> add(false));
        assertThat(world.losses).isEmpty();
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void aRefusalIsAskedAgain() {
        world.userAnswer = Optional.of(false);
        assertDeclined(() -> up(true));
        assertThat(world.losses)
                .containsExactly(
                        "line 1: service db mounts /etc at /m0 (read-only)",
                        "    it can read these files of this machine");
        assertDeclined(() -> add(true));
        assertThat(world.losses).hasSize(4);
        assertThat(world.contents()).isEmpty();
    }

    @Test
    void anApprovalIsRemembered() {
        world.userAnswer = Optional.of(true);
        assertThat(add(true).services()).hasSize(1);
        up(true);
        assertThat(world.losses).hasSize(2);
        world.declare(mounting("/etc", "/opt"));
        up(true);
        assertThat(world.losses).hasSize(4).element(2).isEqualTo("line 1: service db mounts /opt at /m1 (read-only)");
        world.declare(mounting("/etc"));
        up(true);
        assertThat(world.losses).hasSize(4);
    }

    @Test
    void aRunningServiceNeedsGrants() {
        world.trustStore.approve(
                world.repository, new Grants(mounting("/etc"), Grants.Place.of(root), List.of()).all());
        up(false);
        world.trustStore.revoke(world.repository);
        assertRefused(() -> up(false));
    }

    @Test
    void privateServicesReadNoStore() {
        world.declare(mounting("./conf"));
        up(false);
        assertThat(world.trustStore.reads).isZero();
    }

    @Test
    void theVariableAllowsEverythingWithoutStoring() {
        world.environment.put("AJJ_TRUST", "all");
        up(false);
        add(false);
        assertThat(world.trustStore.reads).isZero();
        assertThat(world.trustStore.all()).isEmpty();
    }

    @Test
    void anotherValueOfTheVariableIsAnError() {
        world.environment.put("AJJ_TRUST", "1");
        Failure failure = catchThrowableOfType(Failure.class, () -> up(false));
        assertThat(ErrorCode.of(failure.first())).isEqualTo(ErrorCode.USAGE);
        assertThat(failure.first().message()).isEqualTo("AJJ_TRUST has an unknown value");
        world.environment.put("AJJ_TRUST", "");
        assertRefused(() -> up(false));
    }

    /** The checkout or a container has replaced a directory by a link. */
    @Test
    void laterLinksAreFoundBeforeTheContainerStarts() {
        world.declare(mounting("./conf"));
        world.faults.runBefore("reserve ports", this::linkConf);
        assertRefused(() -> up(false));
        assertThat(world.engine.contents()).noneMatch(line -> line.contains("container"));
    }

    @Test
    void laterLinksAreFoundBeforeARestart() throws IOException {
        Files.createDirectories(root.resolve("conf"));
        world.declare(mounting("./conf"));
        up(false);
        world.engine.kill("aether-a4f3b-default-db", 1);
        Files.delete(root.resolve("conf"));
        world.faults.runBefore("lock default", this::linkConf);
        assertRefused(() -> up(false));
    }

    private void linkConf() {
        try {
            Files.createSymbolicLink(root.resolve("conf"), Path.of("/etc"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

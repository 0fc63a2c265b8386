package dev.aether.ajj.lifecycle.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.Failure;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.service.Plan;
import dev.aether.ajj.lifecycle.service.Plan.ServiceChange;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.PortRange;
import dev.aether.ajj.model.service.PortSpec;
import dev.aether.ajj.model.workspace.Location;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.spi.state.PortLedger;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** {@code ajj up --dry-run} shows the changes and makes none. */
class PlanTest extends BroughtUp {

    @Test
    void aNewWorkspaceCreatesEverything() {
        AetherConfig config = config(Declarations.withVolume(service("db", 5432), "data"), service("web", 80, "db"));
        FakeWorld empty = new FakeWorld(config);
        List<String> before = empty.contents();

        assertThat(plan(empty))
                .isEqualTo(new Plan(
                        "default",
                        MAIN,
                        List.of(
                                new ServiceChange("db", Change.CREATED, "it has no container"),
                                new ServiceChange("web", Change.CREATED, "it has no container")),
                        List.of("network aether-a4f3b-default", "volume aether-a4f3b-default-data"),
                        List.of(".env"),
                        Optional.empty()));

        assertThat(empty.contents()).isEqualTo(before);
    }

    @Test
    void anUpToDateWorkspaceIsUnchanged() {
        Plan plan = plan(world);
        assertThat(plan.isUnchanged()).isTrue();
        assertThat(plan.services()).extracting(ServiceChange::change).containsOnly(Change.UNCHANGED);
    }

    @Test
    void everyChangeHasItsReason() {
        world.engine.kill(DB, 1);
        world.declare(config(
                service("db", 5432), Declarations.withImage(service("web", 80), "web:2"), service("cache", 6379)));
        List<String> before = world.contents();

        assertThat(plan(world).services())
                .containsExactly(
                        new ServiceChange("db", Change.STARTED, "its container is not running"),
                        new ServiceChange("web", Change.RECREATED, "its declaration has changed"),
                        new ServiceChange("cache", Change.CREATED, "it has no container"));
        assertThat(plan(world, "db").services())
                .extracting(ServiceChange::service)
                .containsExactly("db");

        world.declare(config(service("db", 5432)));
        assertThat(plan(world).services())
                .contains(new ServiceChange("web", Change.REMOVED, "it is no longer declared"));
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aTrackedFileIsRefusedAsByUp() {
        world.trackedFiles.add(".env");
        List<String> before = world.contents();

        Failure planned = catchThrowableOfType(Failure.class, () -> plan(world));

        assertThat(planned.problems())
                .isEqualTo(catchThrowableOfType(Failure.class, this::up).problems());
        assertThat(world.contents()).isEqualTo(before);
    }

    @Test
    void aFixedPortOfAnotherWorkspaceIsRefusedAsByUp() {
        PortSpec fixed = new PortSpec(6379, PortSpec.Protocol.TCP, OptionalInt.of(7000));
        world.reserve(
                world.repository.workspace("other"),
                Location.unknown(Location.DOCKER),
                List.of(new PortLedger.Request("redis", fixed)),
                PortRange.DEFAULT);
        world.declare(config(Declarations.service("redis", List.of(fixed), List.of())));
        List<String> before = world.contents();

        Failure planned = catchThrowableOfType(Failure.class, () -> plan(world));

        assertThat(planned.first().message()).isEqualTo("port 7000 is reserved for other");
        assertThat(world.contents()).isEqualTo(before);
        assertThat(catchThrowableOfType(Failure.class, this::up).first()).isEqualTo(planned.first());
    }

    @Test
    void aRenamedServiceKeepsItsFixedPort() {
        PortSpec fixed = new PortSpec(6379, PortSpec.Protocol.TCP, OptionalInt.of(7000));
        world.declare(config(Declarations.service("redis", List.of(fixed), List.of())));
        up();
        world.declare(config(Declarations.service("cache", List.of(fixed), List.of())));

        assertThat(plan(world).services()).contains(new ServiceChange("cache", Change.CREATED, "it has no container"));
        up();

        assertThat(ports("cache")).containsExactly(7000);
    }

    @Test
    void aRenamedContainerIsRefusedAsByUp() {
        world.engine.renameContainer(DB, "mine");

        Failure planned = catchThrowableOfType(Failure.class, () -> plan(world));

        assertThat(planned.first().message()).contains("it was renamed");
        assertThat(catchThrowableOfType(Failure.class, this::up).first()).isEqualTo(planned.first());
    }

    private static Plan plan(FakeWorld world, String... services) {
        UpRequest request =
                new UpRequest(Path.of("/repo/main"), Optional.empty(), List.of(services), Deadline.NONE, false, false);
        return UseCases.up(world, new Backends(List.of(world), world)).plan(request, Progress.SILENT);
    }
}

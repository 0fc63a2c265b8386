package dev.aether.ajj.lifecycle.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.config.ConfigReader;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.ServiceProblem;
import dev.aether.ajj.inject.template.QuteTemplates;
import dev.aether.ajj.lifecycle.add.AddRequest;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.up.UpRequest;
import dev.aether.ajj.lifecycle.up.UpResult;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.lifecycle.view.Health;
import dev.aether.ajj.lifecycle.view.ServiceView;
import dev.aether.ajj.lifecycle.view.ServiceView.Status;
import dev.aether.ajj.lifecycle.view.WorkspaceView;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.spi.backend.Backend;
import dev.aether.ajj.spi.backend.Backend.PortTaken;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.NoCompose;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs, and services that use their own host ports. */
class JobsAndTemplatesTest {
    private static final String MIGRATE = "aether-a4f3b-default-migrate";
    private static final String JOB = """
            [services.app]
            image = "app"
            depends_on = { migrate = "completed" }
            [services.migrate]
            image = "migrate"
            """;
    private static final String BROKER = """
            [services.broker]
            image = "kafka"
            ports = ["9092"]
            env = { AT = "{{ host }}:{{ ports.9092 }} {x} ${Y}", OTHER = "{{ services.other.ports.80 }}" }
            command = ["serve", "--name={{ workspace.name }}"]
            connection = "kafka://{{ env.AT }}"
            [services.other]
            image = "other"
            ports = ["80"]
            """;

    private final FakeWorld world = new FakeWorld(config(JOB));

    @Test
    void aDependentStartsWhenTheJobHasCompleted() {
        world.engine.jobs.put("migrate", 0);

        WorkspaceView workspace = up().workspace();

        assertThat(world.engine.started()).containsExactly("migrate", "app");
        assertThat(world.engine
                        .access(new Backend.Instance("db", MIGRATE))
                        .state()
                        .orElseThrow()
                        .running())
                .isFalse();
        assertThat(workspace.health()).isEqualTo(Health.HEALTHY);
        assertThat(workspace.services())
                .extracting(ServiceView::status)
                .containsExactly(Status.READY, Status.COMPLETED);
    }

    @Test
    void addShowsAJobAsCompletedToo() {
        world.engine.jobs.put("migrate", 0);
        AddRequest request = new AddRequest(
                Path.of("/repo/main"),
                Optional.empty(),
                Path.of("/repo/feature"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                true,
                Deadline.NONE,
                false);

        WorkspaceView workspace = UseCases.add(world, new QuteTemplates(), new Backends(List.of(world), world))
                .add(request, Progress.SILENT)
                .workspace();

        assertThat(workspace.services())
                .extracting(ServiceView::status)
                .containsExactly(Status.READY, Status.COMPLETED);
    }

    @Test
    void aJobThatFailsIsAFailureAndItsDependentIsNotStarted() {
        world.engine.jobs.put("migrate", 3);

        Failure failure = catchThrowableOfType(Failure.class, this::up);

        assertThat(failure.first()).isInstanceOf(ServiceProblem.NotReady.class);
        assertThat(failure.first().message())
                .isEqualTo("the service migrate is not ready: its container ended with status 3");
        assertThat(failure.first().details()).containsKey("log");
        assertThat(world.engine.started()).containsExactly("migrate");
    }

    @Test
    void aCompletedJobIsNotRunAgain() {
        world.engine.jobs.put("migrate", 0);
        up();

        assertThat(up().isUnchanged()).isTrue();
        assertThat(world.engine.started()).containsExactly("migrate", "app");
    }

    @Test
    void aJobThatIsStillRunningIsAwaited() throws PortTaken {
        world.engine.jobs.put("migrate", 0);
        up();
        world.engine.restart(Declarations.service("migrate", List.of(), List.of()), MIGRATE);

        up();

        assertThat(world.engine
                        .access(new Backend.Instance("db", MIGRATE))
                        .state()
                        .orElseThrow()
                        .running())
                .isFalse();
        assertThat(world.engine.started()).containsExactly("migrate", "app");
    }

    @Test
    void aJobThatNeverEndsIsNotReady() {
        world.declare(config(JOB + "[services.migrate.healthcheck]\ntimeout = \"100ms\"\n"));

        Failure failure = catchThrowableOfType(Failure.class, this::up);

        assertThat(failure.first().message())
                .matches("the service migrate is not ready after [0-9.]+ s: it has not ended");
        assertThat(world.engine.started()).containsExactly("migrate");
    }

    @Test
    void aServiceCanUseItsOwnHostPort() {
        world.declare(config(BROKER));

        WorkspaceView workspace = up("broker").workspace();

        assertThat(world.engine.startedAs("broker").env())
                .containsExactly(Map.entry("AT", "127.0.0.1:20000 {x} ${Y}"), Map.entry("OTHER", "20001"));
        assertThat(world.engine.startedAs("broker").container().process().command())
                .containsExactly("serve", "--name=default");
        assertThat(workspace.services().getFirst().connection()).isEqualTo("kafka://127.0.0.1:20000 {x} ${Y}");
        assertThat(up("broker").isUnchanged()).isTrue();
    }

    @Test
    void aReplacedPortIsRenderedAgain() {
        world.declare(config(BROKER));
        world.engine.takenPorts.add(20000);

        up();

        assertThat(world.engine.startedAs("broker").env()).containsEntry("AT", "127.0.0.1:20002 {x} ${Y}");
        assertThat(up().isUnchanged()).isTrue();
    }

    @Test
    void aReplacedPortOfAnotherServiceIsRenderedAgain() {
        world.declare(config(BROKER + "depends_on = [\"broker\"]\n"));
        world.engine.takenPorts.add(20001);

        up();

        assertThat(world.engine.startedAs("broker").env()).containsEntry("OTHER", "20002");
        assertThat(up().isUnchanged()).isTrue();
    }

    @Test
    void aServiceIsRecreatedWhenAPortThatItUsesHasChanged() {
        world.declare(config(BROKER));
        up();
        world.declare(config(BROKER.replace("[\"80\"]", "[\"15080:80\"]")));

        assertThat(up().changes())
                .containsExactly(Map.entry("broker", Change.RECREATED), Map.entry("other", Change.RECREATED));
        assertThat(world.engine.startedAs("broker").env()).containsEntry("OTHER", "15080");
    }

    private static AetherConfig config(String toml) {
        return new ConfigReader(new QuteTemplates(), new NoCompose())
                .parse(Declarations.FILE, toml, Declarations.ROOT, Declarations.ROOT);
    }

    private UpResult up(String... services) {
        Backends backends = new Backends(List.of(world), world);
        return UseCases.up(world, new QuteTemplates(), backends)
                .up(
                        new UpRequest(
                                Path.of("/repo/main"),
                                Optional.empty(),
                                List.of(services),
                                Deadline.NONE,
                                false,
                                false),
                        Progress.SILENT);
    }
}

package dev.aether.ajj.lifecycle.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aether.ajj.error.BackendProblem;
import dev.aether.ajj.error.Failure;
import dev.aether.ajj.error.Problem;
import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.lifecycle.view.Change;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.config.ComposeUse;
import dev.aether.ajj.model.config.ComposeUse.Build;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.service.VolumeSpec;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Services with built images. */
class BuiltServicesTest {
    private static final Build BUILD = new Build("web", "0123", Path.of("app"), Path.of("Dockerfile"), "{}");

    private final FakeWorld world = new FakeWorld(config());
    private Runnable builder = () -> {};

    private static AetherConfig config() {
        ServiceSpec web = Declarations.withVolumes(
                Declarations.withImage(FakeWorld.service("web", 80, List.of()), BUILD.image("")),
                new VolumeSpec.Bind("./data", "/x", false, Declarations.POSITION));
        AetherConfig plain = Declarations.config(new ServiceSpec(
                web.name(),
                web.position(),
                web.container(),
                ServiceSpec.Pull.ALWAYS,
                web.dependsOn(),
                web.connection(),
                web.templates(),
                web.healthcheck()));
        ComposeUse use = new ComposeUse(
                List.of(BroughtUp.MAIN.resolve("compose.yaml")),
                List.of(),
                List.of("web"),
                List.of(),
                List.of(),
                List.of(BUILD));
        return new AetherConfig(
                plain.file(), plain.backend(), plain.ports(), plain.services(), plain.injections(), Optional.of(use));
    }

    private UpResult up(boolean build) {
        NoCompose compose = new NoCompose() {
            @Override
            public void build(Build wanted, String image, Path root, Map<String, String> labels, String engine) {
                builder.run();
            }
        };
        return UseCases.up(world, compose, new Backends(List.of(world), world))
                .up(
                        new UpRequest(BroughtUp.MAIN, Optional.empty(), List.of(), Deadline.NONE, false, build),
                        Progress.SILENT);
    }

    @BeforeEach
    void bringUp() {
        up(false);
    }

    @Test
    void builtImagesAreNeverPulled() {
        assertThat(world.engine.startedAs("web").pull()).isEqualTo(ServiceSpec.Pull.NEVER);
    }

    @Test
    void aFailedBuildKeepsTheOldContainer() {
        List<String> before = world.contents();
        builder = () -> {
            throw new Failure(
                    new BackendProblem.ImageNotFound("web", "image", "it cannot be built", List.of("mend it")));
        };

        Failure failure = catchThrowableOfType(Failure.class, () -> up(true));

        assertThat(failure.first().message()).contains("it cannot be built");
        assertThat(world.contents()).isEqualTo(before);
        assertThat(world.engine.started()).containsExactly("web");
    }

    @Test
    void theOldContainerStaysUntilTheImageIsBuilt() {
        AtomicBoolean there = new AtomicBoolean();
        builder = () -> there.set(world.contents().stream().anyMatch(what -> what.startsWith("container ")));
        assertThat(up(true).changes()).containsEntry("web", Change.RECREATED);
        assertThat(there).isTrue();
        assertThat(world.engine.started()).containsExactly("web", "web");
    }

    @Test
    void anInterruptionEndsTheBuild() {
        Thread user = Thread.currentThread();
        builder = () -> {
            user.interrupt();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException ended) {
                throw new Failure(new Problem.Interrupted("build"), ended);
            }
        };
        List<String> before = world.contents();
        Failure failure = catchThrowableOfType(Failure.class, () -> up(true));
        assertThat(failure.first()).isInstanceOf(Problem.Interrupted.class);
        assertThat(world.contents()).isEqualTo(before);
    }
}

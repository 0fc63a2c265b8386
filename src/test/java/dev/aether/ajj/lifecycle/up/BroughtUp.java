package dev.aether.ajj.lifecycle.up;

import dev.aether.ajj.lifecycle.backend.Backends;
import dev.aether.ajj.model.config.AetherConfig;
import dev.aether.ajj.model.service.ServiceSpec;
import dev.aether.ajj.model.template.Injection;
import dev.aether.ajj.model.template.Template;
import dev.aether.ajj.model.workspace.WorkspaceEntry;
import dev.aether.ajj.spi.machine.Deadline;
import dev.aether.ajj.spi.report.Progress;
import dev.aether.ajj.testing.Declarations;
import dev.aether.ajj.testing.FakeWorld;
import dev.aether.ajj.testing.UseCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** The default workspace with a web server and its database, started by {@code ajj up}. */
public abstract class BroughtUp {
    public static final Path MAIN = Path.of("/repo/main");
    static final String DB = "aether-a4f3b-default-db";
    static final String WEB = "aether-a4f3b-default-web";
    static final AetherConfig CONFIG = config(service("web", 80, "db"), service("db", 5432));

    public final FakeWorld world = new FakeWorld(CONFIG);

    @BeforeEach
    void bringUp() {
        up();
    }

    final WorkspaceEntry entry() {
        return world.find(world.repository, "default").orElseThrow();
    }

    final List<Integer> ports(String service) {
        return List.copyOf(
                Objects.requireNonNull(entry().services().get(service)).ports().values());
    }

    final long portCount() {
        return world.contents().stream()
                .filter(what -> what.startsWith("port "))
                .count();
    }

    final UpResult up(String... services) {
        return upIn(world, MAIN, services);
    }

    final UpResult upIn(Path directory) {
        return upIn(world, directory);
    }

    static UpResult upIn(FakeWorld world, Path directory, String... services) {
        Backends backends = new Backends(List.of(world), world);
        return UseCases.up(world, backends)
                .up(
                        new UpRequest(directory, Optional.empty(), List.of(services), Deadline.NONE, false, false),
                        Progress.SILENT);
    }

    static ServiceSpec service(String name, int port, String... dependsOn) {
        return FakeWorld.service(name, port, List.of(dependsOn));
    }

    static ServiceSpec withImage(ServiceSpec service, String image) {
        return Declarations.withImage(service, image);
    }

    static AetherConfig config(ServiceSpec... services) {
        AetherConfig plain = Declarations.config(services);
        Template template = new Template("{{ services }}", Declarations.POSITION);
        return new AetherConfig(
                plain.file(),
                plain.backend(),
                plain.ports(),
                plain.services(),
                List.of(new Injection(".env", template, Declarations.POSITION)),
                Optional.empty());
    }
}
